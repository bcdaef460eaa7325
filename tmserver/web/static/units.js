// Units: one or many of a list edited where they stand, and saved from the keyboard.

import "./picks.js";

const words = document.getElementById("words-of-page")?.content;

// What a link does with these keys is the browser's: another tab, another window.
document.addEventListener(
  "click",
  (event) => {
    if (event.target.closest("a[hx-get]") && (event.ctrlKey || event.metaKey || event.shiftKey)) event.stopPropagation();
  },
  { capture: true },
);

document.addEventListener("keydown", (event) => {
  const form = event.target.closest(".editor");
  if (!form || event.isComposing || event.code !== "Escape") return;
  event.preventDefault();
  form.querySelector("[data-leaves]").click();
});

document.addEventListener("dblclick", ({ target }) => {
  if (target.closest(".segment")) target.closest(".unit")?.querySelector(".edit")?.click();
});

// An editor in the list

/** The language that is edited, for the editors that follow. */
let edited = "";
/** What was typed where an editor was left, by its unit's id. */
const left = new Map();

const areas = (form) => [...form.querySelectorAll("textarea")];
const isTyped = (form) => areas(form).some((area) => area.value !== area.defaultValue);

document.addEventListener("focusin", ({ target }) => {
  if (target.matches(".editor textarea")) edited = target.lang;
});

document.addEventListener("click", ({ target }) => {
  const form = target.closest("[data-leaves]")?.form;
  if (form && isTyped(form)) left.set(form.parentElement.id, areas(form).map((area) => area.value));
  const row = target.closest("[data-act=take-up]")?.closest(".unit");
  if (row) row.querySelector(".edit").click();
});

function enter(row) {
  const form = row.querySelector(".editor");
  left.get(row.id)?.forEach((text, at) => {
    areas(form)[at].value = text;
    areas(form)[at].dispatchEvent(new Event("input", { bubbles: true }));
  });
  left.delete(row.id);
  (areas(form).find((area) => area.lang === edited) ?? areas(form)[0]).focus();
}

/** Edit the unit below; where the list goes on elsewhere, that is fetched first. */
function goOn(row) {
  const next = row.nextElementSibling;
  next?.querySelector(".edit, [name=cursor]")?.click();
  return Boolean(next);
}

/** Set while what follows a unit that was saved is on its way. */
let isGoingOn = false;

document.addEventListener("submit", ({ target, submitter }) => {
  if (target.matches(".editor")) isGoingOn = submitter?.hasAttribute("data-goes-on") ?? false;
});

document.addEventListener("htmx:afterSwap", ({ target, detail }) => {
  const { elt, target: place } = detail.requestConfig;
  if (elt.name === "cursor" && isGoingOn) {
    isGoingOn = false;
    target.querySelector(".edit")?.click();
  } else if (target.id === place.id && target.matches(".unit")) swapped(target);
});

/** A row has become an editor, or an editor a row. */
function swapped(row) {
  if (row.querySelector(".editor")) {
    isGoingOn = false;
    enter(row);
    return;
  }
  if (left.has(row.id)) row.querySelector(".facts").append(words.querySelector("button").cloneNode(true));
  if (isGoingOn && goOn(row)) return;
  isGoingOn = false;
  row.querySelector(".done button, .edit")?.focus();
}

// A list that is fetched anew, or another page, would take what is typed with it.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target.id !== "found") return;
  const typed = [...document.querySelectorAll(".editor")].find(isTyped);
  if (!typed) return;
  event.preventDefault();
  document.getElementById("notice").replaceChildren(words.querySelector(".notice").cloneNode(true));
  typed.scrollIntoView({ block: "center" });
});

addEventListener("beforeunload", (event) => {
  if ([...document.querySelectorAll(".editor")].some(isTyped)) event.preventDefault();
});
