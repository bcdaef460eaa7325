// All of a page chosen at once.

document.addEventListener("change", (event) => {
  if (event.target.id !== "all") return;
  for (const box of document.querySelectorAll(".pick input")) box.checked = event.target.checked;
});
