// The concordance: what was looked for is kept, answers that came too late are dropped.

import { keepDraft } from "./draft.js";
import { fitPicker } from "./picker.js";
import { say } from "./say.js";

const form = document.getElementById("words");
const found = document.getElementById("found");

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target === found && detail.requestConfig.parameters.q !== form.elements.q.value) detail.shouldSwap = false;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target === found) say(found.querySelector("h2")?.textContent ?? "");
});

form.addEventListener("change", () => fitPicker(form));

document.addEventListener("DOMContentLoaded", () => {
  // An answer that came with the page is that of its own form.
  const isAnswered = Boolean(form.elements.q.value);
  if (keepDraft(form, "concordance", { fill: !isAnswered }) && !isAnswered) htmx.trigger(form, "again");
  fitPicker(form);
  form.elements.q.focus();
});
