// The correction of an alignment from the keyboard: from link to link, each step a key, the place kept.

import { listen } from "./keys.js";
import { say } from "./say.js";

const board = () => document.getElementById("board");
const cards = () => [...document.querySelectorAll(".link")];
const press = document.getElementById("words-of-page").content.querySelector("[data-word=press]").textContent;

/** Keys that were pressed while a step is on its way: each is for the board as that leaves it. */
const waiting = [];
let isBusy = false;

/** The link that is worked on, by its place on the page; the first one before any was. */
let current = 0;

function go(to) {
  const all = cards();
  if (!all.length) return;
  current = Math.max(0, Math.min(to, all.length - 1));
  all[current].focus();
  all[current].scrollIntoView({ block: "nearest" });
}

function click(wanted) {
  const card = cards()[current];
  const number = Number(card?.dataset.link);
  const steps = { accept: `accept:${number}`, merge: `merge:${number}`, "merge-before": `merge:${number - 1}` };
  const button = steps[wanted] ? card?.querySelector(`[value="${steps[wanted]}"]`) : card?.querySelector(".cut");
  if (button) button.click();
  else if (wanted === "accept") go(current + 1);
}

document.addEventListener("focusin", ({ target }) => {
  const card = target.closest(".link");
  if (card) current = cards().indexOf(card);
});

function act(wanted) {
  if (isBusy) waiting.push(wanted);
  else if (wanted === "undo") board().querySelector("[value=undo]")?.click();
  else click(wanted);
}

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  isBusy ||= detail.target.id === "board";
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.target.id !== "board") return;
  isBusy = false;
  if (waiting.length) act(waiting.shift());
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "board" || !board()) return;
  const wanted = detail.requestConfig.parameters.step ?? "";
  // What was accepted leaves the doubtful ones, and is passed in the list of all.
  const isPassed = wanted.startsWith("accept:") && board().elements.show.value === "all";
  go(isPassed ? current + 1 : current);
  say(board().querySelector("[role=status]")?.textContent ?? "");
});

if (board()) begin();
else document.addEventListener("htmx:afterSettle", () => board() && begin(), { once: false });

function begin() {
  const button = document.querySelector("[data-act=keys]");
  if (!button.hidden) return;
  button.hidden = false;
  const openKeys = listen(
    {
      next: () => go(current + 1),
      previous: () => go(current - 1),
      accept: () => act("accept"),
      merge: () => act("merge"),
      "merge-before": () => act("merge-before"),
      split: () => act("split"),
      undo: () => act("undo"),
      keys: () => openKeys(),
    },
    { press },
  );
  button.addEventListener("click", () => openKeys());
}
