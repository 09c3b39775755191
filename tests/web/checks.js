// What axe-core does not look at: a list of complaints.
const complaints = [];

if (document.documentElement.lang !== "zh-CN") complaints.push("lang");
if (document.querySelectorAll("h1").length !== 1) complaints.push("h1");

for (const e of document.querySelectorAll("th:not([scope])")) complaints.push(`no scope: ${e.outerHTML.slice(0, 120)}`);

const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) complaints.push(`id twice: ${id}`);
for (const e of document.querySelectorAll("a[href^='#']")) {
  if (!document.getElementById(decodeURIComponent(e.hash.slice(1)))) complaints.push(`leads nowhere: ${e.outerHTML.slice(0, 120)}`);
}
if (document.documentElement.scrollWidth > innerWidth + 1) complaints.push(`wider than the window: ${document.documentElement.scrollWidth}`);
return complaints;
