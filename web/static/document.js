// On a document's page: copy citations and links, find words in the text, follow the reader in the clause tree.
"use strict";

const article = document.getElementById("document");
const said = document.getElementById("said");

// As plain text, and, where `html` is given, as rich text for a word processor.
async function copy(text, message, html) {
  said.textContent = (await toClipboard(text, html)) ? message : text;
}

// How the document, or a clause of it, is cited: 《…》（通政办发〔2022〕81号）第三部分（一）2.
function citation(block) {
  const { title, number } = article.dataset;
  return `《${title}》${number ? `（${number}）` : ""}${block?.dataset.cite ?? ""}`;
}

// Where it is printed: 《南通市人民政府公报》2022年第6期第12页.
function printedIn(block) {
  const { gazette, year, issue } = article.dataset;
  const number = year && issue ? `${year}年第${issue}期` : "";
  const page = pageOf(block);
  const place = `${gazette ? `《${gazette}》${number}` : ""}${page ? `第${page}页` : ""}`;
  return place ? `，载${place}` : "";
}

function pageOf(block) {
  return (block ?? article.querySelector("[data-page]"))?.dataset.page ?? "";
}

// The same for a list of references, by GB/T 7714: an article of a serial, else a document that is read online.
function reference(block) {
  const { title, number, issuer, gazette, year, issue, date } = article.dataset;
  const today = new Date().toLocaleDateString("sv-SE", { timeZone: "Asia/Shanghai" });
  const name = `${issuer ? `${issuer}. ` : ""}${title}${number ? `: ${number}` : ""}`;
  const page = pageOf(block);
  const place = block?.dataset.cite ? `: ${block.dataset.cite}` : "";
  const where = gazette && year
    ? `[J/OL]. ${gazette}, ${year}${issue ? `(${issue})` : ""}${page ? `: ${page}` : ""}[${today}]`
    : `[EB/OL]. ${date ? `(${date})` : ""}[${today}]`;
  return `${name}${place}${where}. ${permanentAddressOf(block)}`;
}

function addressOf(block) {
  return `${location.origin}${location.pathname}${location.search}${block ? `#${encodeURI(block.id)}` : ""}`;
}

// The short address stays what it is; a table or an entry of a chronicle has only its place on this page.
function permanentAddressOf(block) {
  const short = (block ?? article).dataset.short;
  return short ? `${location.origin}${short}` : addressOf(block);
}

function escaped(text) {
  const element = document.createElement("span");
  element.textContent = text;
  return element.innerHTML;
}

function copyCitation(block) {
  const where = `${citation(block)}${printedIn(block)}`;
  const address = permanentAddressOf(block);
  const html = `<p>${escaped(where)} <a href="${escaped(address)}">${escaped(address)}</a></p>`;
  copy(`${where}\n${address}`, `已复制引文：${where}`, html);
}

// The words of a clause with its citation behind them, ready for a word processor.
function copyClause(block) {
  const text = block.querySelector("p").textContent.trim();
  const where = `${citation(block)}${printedIn(block)}`;
  const address = permanentAddressOf(block);
  const html = `<p style="text-indent:2em">${escaped(text)}</p><p>——${escaped(where)} <a href="${escaped(address)}">${escaped(address)}</a></p>`;
  copy(`${text}\n——${where}\n${address}`, `已复制条款文字和出处：${where}`, html);
}

// What stays in sight below the tools needs to know how high they are.
new ResizeObserver(([{ target }]) => {
  document.documentElement.style.setProperty("--tools", `${target.offsetHeight}px`);
}).observe(document.querySelector(".tools"));

// A click on ¶ copies the clause with its citation, and goes to it.
article.addEventListener("click", (event) => {
  const here = event.target.closest("a.here");
  if (here) copyClause(here.parentElement);
});

// The button copies those of the clause that the address leads to, or of the document.
const cite = document.getElementById("cite");
cite.hidden = false;
cite.addEventListener("click", () => copyCitation(article.querySelector(".block:target")));

// The problem that is reported is one of the clause that was jumped to, else of the document.
const reporting = document.getElementById("report");
reporting.addEventListener("click", () => {
  const short = article.querySelector(".block:target")?.dataset.short ?? article.dataset.short;
  reporting.href = short.replace(/\/([cd])\/([^/]+)$/, "/report/$1/$2");
});

const referring = document.getElementById("reference");
referring.hidden = false;
referring.addEventListener("click", () => {
  const text = reference(article.querySelector(".block:target"));
  copy(text, `已复制：${text}`);
});

// The link of a selection: a text fragment, which browsers go to and highlight.
const share = document.getElementById("share");
share.hidden = false;
share.addEventListener("click", () => {
  const selection = getSelection();
  const words = selection.toString().trim();
  const block = selection.anchorNode?.parentElement?.closest("#document .block");
  if (!words || !block) {
    said.textContent = "请先在正文中选中文字";
    return;
  }
  const end = words.length > 60 ? `,${encodeURIComponent(words.slice(-15))}` : "";
  const start = encodeURIComponent(end ? words.slice(0, 15) : words).replaceAll("-", "%2D");
  copy(`${addressOf(block)}:~:text=${start}${end.replaceAll("-", "%2D")}`, "已复制选中文字的链接");
});

const printing = document.getElementById("print");
printing.hidden = false;
printing.addEventListener("click", () => print());

// Find in the document: every place is highlighted, and the next one shown.
const find = document.getElementById("find");
const count = document.getElementById("find-count");
let places = [];
let current = -1;
let last = "";

function textNodes(element) {
  const nodes = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let start = 0; walker.nextNode(); start += walker.currentNode.length) {
    nodes.push({ node: walker.currentNode, start });
  }
  return nodes;
}

function placesOf(words) {
  const found = [];
  for (const paragraph of article.querySelectorAll(".block > p, td, th")) {
    const nodes = textNodes(paragraph);
    const whole = paragraph.textContent.toLowerCase();
    for (let at = whole.indexOf(words); at >= 0; at = whole.indexOf(words, at + words.length)) {
      found.push(rangeOf(nodes, at, at + words.length));
    }
  }
  return found;
}

function rangeOf(nodes, start, end) {
  const holding = (at) => nodes.findLast((part) => part.start <= at);
  const first = holding(start);
  const final = holding(end - 1);
  const range = new Range();
  range.setStart(first.node, start - first.start);
  range.setEnd(final.node, end - final.start);
  return range;
}

function highlight(name, ranges) {
  if (window.Highlight && CSS.highlights) CSS.highlights.set(name, new Highlight(...ranges));
}

find.hidden = false;
find.addEventListener("submit", (event) => {
  event.preventDefault();
  const words = document.getElementById("find-words").value.trim().toLowerCase();
  if (words !== last) {
    places = words ? placesOf(words) : [];
    current = -1;
    last = words;
  }
  current = places.length ? (current + 1) % places.length : -1;
  highlight("found", places);
  highlight("current", places.slice(current, current + 1));
  count.textContent = words ? (places.length ? `${current + 1} / ${places.length}` : "没有找到") : "";
  places[current]?.startContainer.parentElement.scrollIntoView({ block: "center" });
});

// The tree shows where the reader is.
const lines = new Map();
for (const link of document.querySelectorAll(".tree a")) lines.set(decodeURIComponent(link.hash.slice(1)), link);
let marked = null;
const watcher = new IntersectionObserver((entries) => {
  const entered = entries.find((entry) => entry.isIntersecting && lines.has(entry.target.id));
  if (!entered) return;
  marked?.removeAttribute("aria-current");
  marked = lines.get(entered.target.id);
  marked.setAttribute("aria-current", "location");
}, { rootMargin: "-10% 0px -70% 0px" });
for (const block of article.querySelectorAll(".block[id]")) watcher.observe(block);
