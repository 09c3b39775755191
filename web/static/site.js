// On every page: larger type, light or dark, and “/” for the search box.
"use strict";

const root = document.documentElement;

function keep(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    if (value) localStorage.setItem(name, value);
    else localStorage.removeItem(name);
  } catch { /* not kept */ }
}

function isDark() {
  return root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
}

function setUp(id, isOn, toggle) {
  const button = document.getElementById(id);
  const show = () => button.setAttribute("aria-pressed", String(isOn()));
  button.hidden = false;
  button.addEventListener("click", () => { toggle(); show(); });
  show();
}

setUp("large-type", () => root.dataset.size === "large", () => keep("size", root.dataset.size ? "" : "large"));
setUp("theme", isDark, () => keep("theme", isDark() ? "light" : "dark"));

document.addEventListener("keydown", (event) => {
  const writing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  document.querySelector("main input[type=search], header input[type=search]").focus();
});

// Put text, and rich text where `html` is given, where a word processor takes it from; whether that was possible.
// Browsers give a page the clipboard only over https; elsewhere the older command copies.
async function toClipboard(text, html) {
  try {
    if (html && window.ClipboardItem && navigator.clipboard.write) {
      const kinds = { "text/plain": text, "text/html": html };
      const blobs = Object.entries(kinds).map(([type, body]) => [type, new Blob([body], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } else {
      await navigator.clipboard.writeText(text);
    }
    return true;
  } catch {
    return commandedToClipboard(text, html);
  }
}

function commandedToClipboard(text, html) {
  const hand = (event) => {
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
    event.preventDefault();
  };
  document.addEventListener("copy", hand, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", hand);
  return done;
}

// A button behind a field copies what stands in it now.
for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = button.closest("section").querySelector("textarea");
    const done = await toClipboard(field.value);
    document.getElementById("copied").textContent = done ? "已复制" : "请选中后复制";
    if (!done) field.select();
  });
}

// On a phone the text comes first: what can be unfolded begins folded.
if (innerWidth < 768) {
  for (const details of document.querySelectorAll(".tree details, .found aside details")) details.open = false;
}

// What is folded is printed too.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not(.no-print)")) details.open = true;
});
