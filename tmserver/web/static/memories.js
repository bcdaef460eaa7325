// Files dropped on a form are its files, what was chosen is told by name, and what is sent by its share.

const size = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 0 });

function tell(input) {
  const names = [...input.files].map((file) => `${file.name} (${size.format(Math.ceil(file.size / 1024))} KiB)`);
  input.closest(".drop").querySelector(".names").textContent = names.join(", ");
}

document.addEventListener("change", ({ target }) => {
  if (target.type === "file") tell(target);
});

for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const place = event.target.closest?.(".drop");
    if (!place) return;
    event.preventDefault();
    place.classList.toggle("over", kind === "dragover");
    if (kind !== "drop" || !event.dataTransfer.files.length) return;
    const input = place.querySelector("input");
    input.files = event.dataTransfer.files;
    tell(input);
  });
}

document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
  const bar = target.querySelector?.(".sent");
  if (!bar || !detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = detail.loaded / detail.total;
});

document.addEventListener("htmx:afterRequest", ({ target }) => {
  const bar = target.querySelector?.(".sent");
  if (bar) bar.hidden = true;
});
