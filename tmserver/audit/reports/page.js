"use strict";
const form = document.querySelector(".filters");
const findings = [...document.querySelectorAll(".finding")];
const groups = [...document.querySelectorAll(".group")];

function shows(finding, wanted) {
  const { check, severity, languages, file } = finding.dataset;
  return (!wanted.check || wanted.check === check)
    && (!wanted.severity || wanted.severity === severity)
    && (!wanted.languages || wanted.languages === languages)
    && (!wanted.file || wanted.file === file)
    && (!wanted.text || finding.parentElement.textContent.toLocaleLowerCase().includes(wanted.text)
      && (finding.textContent + finding.parentElement.firstElementChild.textContent)
        .toLocaleLowerCase().includes(wanted.text));
}

function filter() {
  const wanted = Object.fromEntries(new FormData(form));
  wanted.text = wanted.text.trim().toLocaleLowerCase();
  for (const finding of findings) finding.hidden = !shows(finding, wanted);
  const filtered = Object.values(wanted).some(Boolean);
  for (const group of groups) {
    group.hidden = group.querySelector(".finding:not([hidden])") === null;
    const more = group.querySelector(".more");
    if (more) more.hidden = Boolean(wanted.text || wanted.file || wanted.languages) && filtered;
  }
  form.querySelector("output").value =
    `${findings.filter((finding) => !finding.hidden).length} / ${findings.length}`;
}

if (form) {
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  filter();
}
