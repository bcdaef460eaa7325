// The check: both texts are kept, what is found in them is marked as one types.

import { keepDraft } from "./draft.js";
import { markable } from "./marks.js";
import { say } from "./say.js";

const form = document.getElementById("pair");
const findings = document.getElementById("findings");
const { source, target, source_text: sourceText, target_text: targetText } = form.elements;
const markSource = markable(sourceText);
const markTarget = markable(targetText);

function show() {
  const marks = findings.querySelector("[data-source]")?.dataset;
  markSource(JSON.parse(marks?.source ?? "[]"));
  markTarget(JSON.parse(marks?.target ?? "[]"));
}

function fitLanguages() {
  sourceText.lang = source.value;
  targetText.lang = target.value;
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const asked = detail.requestConfig.parameters;
  const isStale = asked.source_text !== sourceText.value || asked.target_text !== targetText.value;
  if (detail.target === findings && isStale) detail.shouldSwap = false;
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target !== findings) return;
  show();
  say(findings.querySelector("h2, .none")?.textContent ?? "");
});

findings.addEventListener("click", (event) => {
  const button = event.target.closest("[data-shows]");
  if (!button) return;
  const area = form.elements[button.dataset.shows];
  // Spans count code points, selections UTF-16 units.
  const points = [...area.value];
  const [start, end] = [button.dataset.start, button.dataset.end].map((at) => points.slice(0, at).join("").length);
  area.focus();
  area.setSelectionRange(start, end);
});

form.querySelector("button.check").hidden = true;
form.addEventListener("change", fitLanguages);
document.addEventListener("DOMContentLoaded", () => {
  // What stands there already was sent with the form, or typed before this ran.
  keepDraft(form, "check", { fill: !sourceText.value && !targetText.value });
  if (sourceText.value && targetText.value && !findings.querySelector("[data-source]")) htmx.trigger(form, "again");
  fitLanguages();
  show();
  sourceText.focus();
});
