// What a reader chose before, applied before the page is painted.
"use strict";
(() => {
  const chosen = {};
  try {
    for (const name of ["theme", "size", "original"]) chosen[name] = localStorage.getItem(name);
  } catch { /* not kept */ }
  if (chosen.theme) document.documentElement.dataset.theme = chosen.theme;
  if (chosen.size) document.documentElement.dataset.size = chosen.size;
  // The page of the PDF stands beside the text where there is room; elsewhere it is asked for.
  document.documentElement.dataset.original = innerWidth >= 1200 ? chosen.original || "on" : "off";
})();
