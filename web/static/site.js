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

// On a phone the text comes first: what can be unfolded begins folded.
if (innerWidth < 768) {
  for (const details of document.querySelectorAll(".tree details, .found aside details")) details.open = false;
}
