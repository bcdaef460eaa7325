// The desk: what is typed is kept, matches are copied and used by key, answers that came too late are dropped.

import { keepDraft, leaveDraft } from "./draft.js";
import { digit, listen } from "./keys.js";
import { markable } from "./marks.js";
import { fitPicker } from "./picker.js";
import { say } from "./say.js";

const desk = document.getElementById("desk");
const answer = document.getElementById("answer");
const { text, translation, previous, next, source, target } = desk.elements;
const words = Object.fromEntries(
  [...document.getElementById("words-of-page").content.children].map((each) => [each.dataset.word, each.textContent]),
);
const mark = markable(text);

// Matches

const matches = () => [...answer.querySelectorAll(".match")];

function go(match) {
  if (!match) return;
  for (const each of matches()) each.tabIndex = each === match ? 0 : -1;
  match.focus();
}

async function copy(button) {
  if (!button) return;
  await toClipboard(button.dataset.copy);
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 1200);

  say(words.copied);
}

/** Browsers lend the clipboard to pages of https and of this machine; elsewhere a field has to be copied from. */
async function toClipboard(written) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(written);
    return;
  }
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.value = written;
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  before.focus();
}

/** As if it had been typed: it can be undone with the browser's own keys. */
function type(area, written, { whole = false } = {}) {
  area.focus();
  if (whole) area.select();
  document.execCommand("insertText", false, written);
}

const copyMatch = (number, kind = ".copy") => copy(matches()[number - 1]?.querySelector(kind));

function useMatch(match) {
  const button = match?.querySelector("[data-use]");
  if (button) type(translation, button.dataset.use, { whole: true });
}

answer.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("copy" in button.dataset) copy(button);
  else if ("use" in button.dataset) type(translation, button.dataset.use, { whole: true });
  else if ("insert" in button.dataset) type(translation, button.dataset.insert);
});

answer.addEventListener("keydown", (event) => {
  const list = matches();
  const at = list.indexOf(event.target);
  if (at < 0 || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.code === "ArrowDown") go(list[at + 1]);
  else if (event.code === "ArrowUp") go(list[at - 1]);
  else if (event.code === "Home") go(list[0]);
  else if (event.code === "End") go(list.at(-1));
  else if (event.code === "Enter") useMatch(event.target);
  else if (digit(event)) copyMatch(digit(event), event.shiftKey ? ".stored, .copy" : ".copy");
  else return;
  event.preventDefault();
});

// The desk

function again() {
  htmx.trigger(desk, "again");
}

function fitLanguages() {
  for (const area of [text, previous, next]) area.lang = source.value;
  translation.lang = target.value;
  document.querySelector("#to-concordance [name=language]").value = source.value;
  fitPicker(desk);
  const before = desk.querySelector(".before");
  before.textContent = previous.value;
  before.hidden = !previous.value;
}

function changed() {
  desk.dispatchEvent(new Event("change"));
  fitLanguages();
  mark([]);
  again();
}

function swap() {
  [source.value, target.value] = [target.value, source.value];
  [text.value, translation.value] = [translation.value, text.value];
  previous.value = next.value = "";
  changed();
}

function clear() {
  text.value = translation.value = next.value = "";
  changed();
  text.focus();
}

function concordance() {
  const field = document.activeElement;
  const chosen = field.selectionEnd > field.selectionStart
    ? field.value.slice(field.selectionStart, field.selectionEnd)
    : String(getSelection());
  const language = field === translation ? target.value : source.value;
  if (chosen.trim()) leaveDraft("concordance", { q: chosen.trim().slice(0, 500), language });
  location.assign(document.getElementById("to-concordance").action);
}

const acts = {
  save: () => desk.querySelector("[data-act=save]")?.click(),
  copy: (number) => copyMatch(number),
  use: (number) => useMatch(matches()[number - 1]),
  matches: () => go(matches().find((each) => each.tabIndex === 0)),
  text: () => text.focus(),
  translation: () => translation.focus(),
  concordance,
  swap,
  clear,
  keys: () => openKeys(),
};
const openKeys = listen(acts, words);

document.addEventListener("click", (event) => {
  const act = event.target.closest("[data-act]")?.dataset.act;
  if (act === "save" || act === "undo" || !(act in acts)) return;
  event.preventDefault();
  acts[act]();
});

for (const button of desk.querySelectorAll("[data-act][hidden]")) button.hidden = false;
desk.querySelector(".look-up").hidden = true;
desk.addEventListener("change", fitLanguages);

// Answers

/** Whether an answer is for what stands in the desk no more; a newer request is on its way then. */
function isStale(asked) {
  return ["text", "source", "target"].some((name) => asked[name] !== desk.elements[name].value);
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, target: place } = event.detail;
  if (place === answer && isStale(requestConfig.parameters)) event.detail.shouldSwap = false;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== answer) return;
  mark(JSON.parse(answer.querySelector("[data-marks]")?.dataset.marks ?? "[]"));
  say([...answer.querySelectorAll("h2")].map((each) => each.textContent).join(", "));
});

/** The pair that was saved last, until the next one or its undoing. */
let kept = null;

document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr.status !== 200) return;
  const { act } = event.detail.requestConfig.elt.dataset;
  if (act === "save") {
    kept = { text: text.value, translation: translation.value, previous: previous.value, next: next.value };
    previous.value = kept.text;
    clear();
  } else if (act === "undo" && kept) {
    for (const [name, value] of Object.entries(kept)) desk.elements[name].value = value;
    kept = null;
    changed();
    translation.focus();
  }
});

document.addEventListener("DOMContentLoaded", () => {
  // What stands there already was sent with the form, or typed before this ran.
  keepDraft(desk, "lookup", { fill: !text.value });
  fitLanguages();
  if (text.value.trim() && !answer.querySelector("[data-marks]")) again();
  text.focus();
});
