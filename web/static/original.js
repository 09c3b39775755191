// Beside the text of a document from a PDF: the page that is being read, with its facts framed.
// Uses `article`, `textNodes`, `rangeOf` and `highlight` of document.js, and `keep` of site.js.
"use strict";
{
const root = document.documentElement;
const pane = document.getElementById("original");
const stage = document.getElementById("stage");
const caption = document.getElementById("pointed");
const goesOn = document.getElementById("goes-on");
const button = document.getElementById("show-original");
const SVG = "http://www.w3.org/2000/svg";

const isOpen = () => root.dataset.original === "on";
const lengthOf = (text) => [...text].length; // kb.db counts characters, a script halves of pairs

// The blocks of the text: the character that each begins with, and its page.
const blocks = [];
for (let child = article.firstElementChild, page = 0; child; child = child.nextElementSibling) {
  if (child.matches(".page")) page = Number(child.id.slice("page-".length));
  if (child.dataset.at) blocks.push({ element: child, start: Number(child.dataset.at), page });
}
const blockAround = (at) => blocks.findLast((block) => block.start <= at);

// A fact's words in the text: of a table, its cell.
function rangeInText(fact) {
  const block = blockAround(fact.start);
  const [row, column] = fact.cell ?? [];
  const cell = block.element.querySelector("table")?.rows[row]?.cells[column];
  const element = cell ?? block.element.querySelector("p") ?? block.element;
  const characters = [...element.textContent];
  const unitsTo = (at) => characters.slice(0, at - block.start).join("").length;
  const [start, end] = cell ? [0, cell.textContent.length] : [unitsTo(fact.start), unitsTo(fact.end)];
  return end > start ? rangeOf(textNodes(element), start, end) : null;
}

// Whether a fact is what a mark in the text, or a table's cell, says.
function isAt(mark, block) {
  const cell = mark.closest("td, th");
  if (cell) return (fact) => fact.cell?.[0] === cell.parentElement.rowIndex && fact.cell[1] === cell.cellIndex;
  const before = new Range();
  before.setStart(block.element, 0);
  before.setEndBefore(mark);
  const at = block.start + lengthOf(before.toString());
  return (fact) => fact.start <= at && at < fact.end;
}

// The pages: each is asked for once.
const asked = new Map();
function contentOf(page) {
  if (!asked.has(page)) asked.set(page, fetchPage(page).catch(() => null));
  return asked.get(page);
}

async function fetchPage(page) {
  const { href, document: id } = pane.dataset;
  const answer = await fetch(`${href}${page}.json?document=${encodeURIComponent(id)}`);
  if (answer.status === 403) return { masked: true };
  return answer.ok ? answer.json() : null;
}

let wanted = { page: 0, ready: null };
function show(page) {
  if (page !== wanted.page) wanted = { page, ready: bring(page) };
  return wanted.ready;
}

async function bring(page) {
  document.getElementById("page-shown").textContent = `第 ${page} / ${pane.dataset.pages} 页`;
  document.getElementById("page-before").disabled = page <= 1;
  document.getElementById("page-after").disabled = page >= Number(pane.dataset.pages);
  document.getElementById("page-alone").href = pane.dataset.href + page;
  stage.ariaBusy = "true";
  const image = new Image();
  image.alt = `《${pane.dataset.title}》第${page}页`;
  image.src = pane.dataset.href + page;
  const [content, drawn] = await Promise.all([contentOf(page), image.decode().then(() => true, () => false)]);
  if (page !== wanted.page) return;
  stage.ariaBusy = "false";
  if (!content) asked.delete(page);
  const absent = content?.masked ? "这一页有已隐去的个人信息，不提供图像。" : "这一页的图像没有取到。";
  const shown = content && !content.masked && drawn ? [sheetOf(content, image)] : [remark(absent)];
  if (content?.lacks_signs) shown.unshift(remark(NO_SIGNS));
  stage.replaceChildren(...shown);
  stage.scrollTop = 0;
  stopAt(shownFacts()[0]);
}

const NO_SIGNS = "本页用的字体没有嵌入文件，服务器上也没有，图像中缺字；请以正文为准，或请管理员安装中文字体。";

function remark(words) {
  const line = document.createElement("p");
  line.textContent = words;
  return line;
}

// The picture, and over it the frames of the clauses and the boxes of the facts.
function sheetOf(content, image) {
  const sheet = document.createElement("div");
  sheet.className = content.media_type === "image/png" ? "sheet" : "sheet photo";
  const over = document.createElementNS(SVG, "svg");
  over.setAttribute("viewBox", `0 0 ${content.width} ${content.height}`);
  over.setAttribute("role", "group");
  over.setAttribute("aria-label", "本页标出的事实；用方向键逐个查看，按回车键到正文");
  for (const frame of content.frames) over.append(shapes(frame, "frame", ""));
  for (const fact of content.facts) {
    const group = shapes(fact, `fact ${fact.kind}`, fact.note);
    group.setAttribute("role", "button");
    over.append(group);
  }
  sheet.append(image, over);
  return sheet;
}

function shapes(passage, name, note) {
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", name);
  group.passage = passage;
  if (note) {
    const title = document.createElementNS(SVG, "title");
    title.textContent = note;
    group.append(title);
    group.setAttribute("aria-label", note);
  }
  const room = note ? 1 : 3;
  for (const [x0, top, x1, bottom] of passage.boxes) {
    const box = document.createElementNS(SVG, "rect");
    const sides = { x: x0 - room, y: top - room, width: x1 - x0 + 2 * room, height: bottom - top + 2 * room };
    for (const [side, value] of Object.entries(sides)) box.setAttribute(side, value.toFixed(1));
    group.append(box);
  }
  return group;
}

// A clause or a fact on its page is emphasised, and brought into sight where the page is enlarged; gives its group.
function emphasise(name, start, end) {
  let found = null;
  for (const group of stage.querySelectorAll(`.${name}`)) {
    const { passage } = group;
    const here = !found && passage.start === start && (end === undefined || passage.end === end);
    group.classList.toggle("current", here);
    if (here) found = group;
  }
  if (!found) return null;
  const box = found.getBoundingClientRect();
  const view = stage.getBoundingClientRect();
  if (box.top < view.top || box.bottom > view.bottom) stage.scrollTop += box.top - view.top - view.height / 3;
  if (box.left < view.left || box.right > view.right) stage.scrollLeft += box.left - view.left - view.width / 4;
  return found;
}

// The clause at a block is shown on a page; false where the reader has gone on meanwhile.
let turns = 0;
async function read(block, page = block.page) {
  const turn = ++turns;
  await show(page);
  if (turn !== turns) return false;
  emphasise("fact", -1);
  frame(block);
  caption.textContent = "";
  return true;
}

// A clause is framed; where it runs over the page, its other pages are a click away.
function frame(block) {
  const shown = wanted.page;
  const others = (emphasise("frame", block.start)?.passage.pages ?? []).filter((page) => page !== shown);
  const said = `${block.start}: ${others}`;
  if (goesOn.dataset.said === said) return; // a button that is being pressed stays
  goesOn.dataset.said = said;
  goesOn.replaceChildren(...others.map((page) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = page > shown ? `下接第 ${page} 页` : `上接第 ${page} 页`;
    button.addEventListener("click", () => { pointedAt = scrollY; read(block, page); });
    return button;
  }));
}

// From the text to the page: what is being read, and what is clicked. What the reader pointed at stays shown as
// long as the text stays where it then stood.
let settled;
let pointedAt = null;
function follow() {
  clearTimeout(settled);
  settled = setTimeout(() => {
    if (!isOpen() || scrollY === pointedAt) return;
    pointedAt = null;
    read(blocks.findLast(isRead) ?? blocks[0]);
  }, 150);
}
const isRead = ({ element }) => element.getBoundingClientRect().top < Math.max(innerHeight * 0.3, 120);
addEventListener("scroll", follow, { passive: true });

async function point(block, isMeant) {
  const next = blocks[blocks.indexOf(block) + 1];
  const isHere = ({ start }) => block.start <= start && start < (next?.start ?? Infinity);
  for (let page = block.page; page <= (next?.page ?? block.page); page++) {
    const facts = ((await contentOf(page))?.facts ?? []).filter((fact) => isHere(fact) && isMeant(fact));
    if (!facts.length) continue;
    const fact = facts.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a));
    if (!(await read(block, page))) return;
    emphasise("fact", fact.start, fact.end);
    caption.textContent = fact.note;
    return;
  }
  read(block);
}

article.addEventListener("click", (event) => {
  const element = event.target.closest("[data-at]");
  if (!element || !isOpen() || event.target.closest("a")) return;
  pointedAt = scrollY;
  const block = blocks.find((one) => one.element === element);
  const mark = event.target.closest("article b, td, th");
  if (mark) point(block, isAt(mark, block));
  else read(block);
});

// From the page to the text.
function bringText(group) {
  const { passage } = group;
  const isFact = group.matches(".fact");
  const block = blockAround(passage.start);
  const range = isFact ? rangeInText(passage) : null;
  (range?.startContainer.parentElement ?? block.element).scrollIntoView({ block: "center" });
  pointedAt = scrollY;
  highlight("pointed", range ? [range] : []);
  frame(block);
  emphasise("fact", isFact ? passage.start : -1, passage.end);
  caption.textContent = passage.note ?? "";
}

stage.addEventListener("click", (event) => {
  const group = event.target.closest("g");
  if (group) bringText(group);
});

// The boxes are one stop of the Tab key; arrows lead from one to the next.
const shownFacts = () => [...stage.querySelectorAll(".fact")].filter((fact) => fact.getClientRects().length);

function stopAt(fact) {
  for (const other of stage.querySelectorAll(".fact")) other.setAttribute("tabindex", other === fact ? "0" : "-1");
}

document.querySelector(".legend").addEventListener("change", () => stopAt(shownFacts()[0]));
stage.addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Enter: 0, " ": 0 }[event.key];
  const current = event.target.closest("g");
  if (step === undefined || !current) return;
  event.preventDefault();
  if (!step) return bringText(current);
  const facts = shownFacts();
  const next = facts.at((facts.indexOf(current) + step) % facts.length);
  stopAt(next);
  next.focus();
});

// Opening and closing; the text stays where it is, and beside it the pane stays as it was left.
function set(open) {
  const here = blocks.findLast(isRead) ?? blocks[0];
  const before = here.element.getBoundingClientRect().top;
  if (innerWidth >= 1200) keep("original", open ? "on" : "off");
  else root.dataset.original = open ? "on" : "off";
  button.setAttribute("aria-pressed", String(open));
  if (scrollY) scrollBy(0, here.element.getBoundingClientRect().top - before);
  pointedAt = null;
  if (open) follow();
}
function turnTo(page) {
  pointedAt = scrollY;
  show(page);
}

button.hidden = false;
button.setAttribute("aria-pressed", String(isOpen()));
button.addEventListener("click", () => set(!isOpen()));
document.getElementById("original-close").addEventListener("click", () => { set(false); button.focus(); });
document.getElementById("page-before").addEventListener("click", () => turnTo(wanted.page - 1));
document.getElementById("page-after").addEventListener("click", () => turnTo(wanted.page + 1));
document.getElementById("page-larger").addEventListener("click", ({ currentTarget }) => {
  const isLarger = stage.classList.toggle("larger");
  currentTarget.setAttribute("aria-pressed", String(isLarger));
});
article.addEventListener("click", (event) => {
  const link = event.target.closest(".page a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  set(true);
  turnTo(Number(link.closest(".page").id.slice("page-".length)));
});
follow();
}
