// What all pages do: say what happened, keep errors where they are seen, lead a form's keys to its buttons.

/** Say something to those who hear the page; seen elsewhere. */
export function say(words) {
  document.getElementById("said").textContent = words;
}

document.addEventListener("htmx:beforeRequest", () => {
  document.getElementById("notice").replaceChildren();
});

document.addEventListener("htmx:sendError", () => {
  const lost = document.getElementById("lost");
  document.getElementById("notice").replaceChildren(lost.content.cloneNode(true));
});
