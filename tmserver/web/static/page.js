// What all pages do: keep errors where they are seen, and forget what was typed when its author leaves.

import { forgetDrafts } from "./draft.js";

const notice = document.getElementById("notice");

// Where a button was pressed htmx sends all that the form asks for later to its formaction, which is there for
// browsers without JavaScript.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.path = detail.elt.getAttribute("hx-post") ?? detail.path;
});

document.addEventListener("htmx:beforeRequest", () => {
  notice.replaceChildren();
  for (const place of document.querySelectorAll("[data-wrong]")) place.replaceChildren();
  for (const field of document.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
});

// An error goes beside its field, if the page has a place for it there.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const name = detail.target === notice && notice.querySelector("[data-field]")?.dataset.field;
  const place = name && document.querySelector(`[data-wrong~="${CSS.escape(name)}"]`);
  if (!place) return;
  place.replaceChildren(...notice.children);
  document.getElementById(place.dataset.of)?.setAttribute("aria-invalid", "true");
});

document.addEventListener("htmx:sendError", () => {
  notice.replaceChildren(document.getElementById("lost").content.cloneNode(true));
});

document.querySelector("[data-act=sign-out]")?.addEventListener("click", forgetDrafts);
