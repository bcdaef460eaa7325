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
  // What stands there already was sent with the form, or typed before this ran.
  keepDraft(form, "concordance", { fill: !form.elements.q.value });
  if (form.elements.q.value && !found.querySelector("h2")) htmx.trigger(form, "again");
  fitPicker(form);
  form.elements.q.focus();
});
