// The picker of memories says which are chosen while it is closed.

/** Show what is chosen in the form's picker, or that all are. */
export function fitPicker(form) {
  const shown = form.querySelector(".picked");
  const chosen = [...form.querySelectorAll("[name=memory]:checked")].map((each) => each.value);
  shown.textContent = chosen.join(", ") || shown.dataset.all;
}

// It closes by Escape and by a click elsewhere, as a menu does.
document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest(".picker[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const open of document.querySelectorAll(".picker[open]"))
    if (!open.contains(event.target)) open.open = false;
});
