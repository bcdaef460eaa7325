// What is said to those who hear the page, and seen elsewhere.

/** Say something, also if it is what was said last. */
export function say(words) {
  const said = document.getElementById("said");
  said.textContent = "";
  requestAnimationFrame(() => {
    said.textContent = words;
  });
}
