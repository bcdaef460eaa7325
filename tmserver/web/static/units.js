// Units: all of a page chosen at once, and a unit saved from the keyboard.

document.addEventListener("change", (event) => {
  if (event.target.id !== "all") return;
  for (const box of document.querySelectorAll(".pick input")) box.checked = event.target.checked;
});

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.code !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("#unit");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});
