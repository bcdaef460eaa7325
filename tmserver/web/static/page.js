// What all pages do: keep errors where they are seen, save by key, and forget what was typed when its author leaves.

import { forgetDrafts } from "./draft.js";

const notice = document.getElementById("notice");

// Where a button was pressed htmx sends all that the form asks for later to its formaction, which is there for
// browsers without JavaScript.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  detail.path = detail.elt.getAttribute("hx-post") ?? detail.path;
});

/** Whether somebody pressed something for a request; others go out while one types, or ask how far a job is. */
const isPressed = ({ requestConfig }) => ["click", "submit"].includes(requestConfig.triggeringEvent?.type);

// What is pressed clears all errors. What goes out by itself clears its own alone: a look-up that begins a moment
// after "Save" must not take away what is said about the saving.
document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  const mine = (place) => isPressed(detail) || place.dataset.from === detail.pathInfo.requestPath;
  for (const place of [notice, ...document.querySelectorAll("[data-wrong]")]) if (mine(place)) clear(place);
});

function clear(place) {
  place.replaceChildren();
  document.getElementById(place.dataset.of)?.removeAttribute("aria-invalid");
}

// Who types into a field has read what is wrong with it.
document.addEventListener("input", ({ target }) => {
  for (const place of document.querySelectorAll("[data-wrong]")) if (place.dataset.of === target.id) clear(place);
});

// An error goes beside its field, if the page has a place for it there.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target !== notice) return;
  notice.dataset.from = detail.pathInfo.requestPath;
  const name = notice.querySelector("[data-field]")?.dataset.field;
  const place = name && document.querySelector(`[data-wrong~="${CSS.escape(name)}"]`);
  if (!place) return;
  place.replaceChildren(...notice.children);
  place.dataset.from = notice.dataset.from;
  document.getElementById(place.dataset.of)?.setAttribute("aria-invalid", "true");
});

document.addEventListener("htmx:sendError", ({ detail }) => {
  notice.dataset.from = detail.pathInfo.requestPath;
  notice.replaceChildren(document.getElementById("lost").content.cloneNode(true));
});

document.addEventListener("keydown", (event) => {
  const button = event.target.closest(".saves")?.querySelector(".first");
  if (!button || event.isComposing || event.code !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  button.form.requestSubmit(button);
});

document.querySelector("[data-act=sign-out]")?.addEventListener("click", forgetDrafts);
