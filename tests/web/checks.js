// What a reader who sees, hears or types needs, and does not find on this page: a list of complaints.
const complaints = [];
const name = (e) => (e.getAttribute("aria-label") || e.textContent || e.title || "").trim();
const shown = (e) => e.checkVisibility();
const say = (what, e) => complaints.push(`${what}: ${e.outerHTML.slice(0, 120)}`);

if (document.documentElement.lang !== "zh-CN") complaints.push("lang");
if (!document.title.trim()) complaints.push("title");
if (document.querySelectorAll("h1").length !== 1) complaints.push("h1");
if (document.querySelectorAll("main").length !== 1) complaints.push("main");

for (const e of document.querySelectorAll("img:not([alt])")) say("no alt", e);
for (const e of document.querySelectorAll("a[href], button, summary")) if (shown(e) && !name(e)) say("no name", e);
for (const e of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
  if (shown(e) && !e.labels.length && !e.getAttribute("aria-label")) say("no label", e);
}
for (const e of document.querySelectorAll("th:not([scope])")) say("no scope", e);
for (const e of document.querySelectorAll("[tabindex]")) if (e.tabIndex > 0) say("tabindex", e);

const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) complaints.push(`id twice: ${id}`);
for (const e of document.querySelectorAll("a[href^='#']")) {
  if (!document.getElementById(decodeURIComponent(e.hash.slice(1)))) say("leads nowhere", e);
}
let level = 0;
for (const e of document.querySelectorAll("h1, h2, h3, h4")) {
  const next = Number(e.tagName[1]);
  if (level && next > level + 1) say("heading skips a level", e);
  level = next;
}
if (document.documentElement.scrollWidth > innerWidth + 1) complaints.push(`wider than the window: ${document.documentElement.scrollWidth}`);

// Contrast of text and ground, WCAG 2 AA.
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.03928 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const colour = (text) => text.match(/[\d.]+/g).map(Number);
const groundOf = (e) => {
  for (; e; e = e.parentElement) {
    const found = colour(getComputedStyle(e).backgroundColor);
    if (found.length < 4 || found[3] > 0) return found;
  }
  return [255, 255, 255];
};
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const seen = new Set();
while (walker.nextNode()) {
  const e = walker.currentNode.parentElement;
  if (seen.has(e) || !walker.currentNode.data.trim() || !shown(e) || e.closest("script, .skip, .here")) continue;
  seen.add(e);
  const [light, dark] = [luminance(colour(getComputedStyle(e).color)), luminance(groundOf(e))].sort((a, b) => b - a);
  if ((light + 0.05) / (dark + 0.05) < 4.5) say(`contrast ${((light + 0.05) / (dark + 0.05)).toFixed(2)}`, e);
}
return complaints;
