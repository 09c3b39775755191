// What a reader chose before, applied before the page is painted.
"use strict";
(() => {
  let chosen = {};
  try { chosen = { theme: localStorage.getItem("theme"), size: localStorage.getItem("size") }; } catch { /* not kept */ }
  if (chosen.theme) document.documentElement.dataset.theme = chosen.theme;
  if (chosen.size) document.documentElement.dataset.size = chosen.size;
})();
