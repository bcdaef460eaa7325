// What is typed into a form outlives a reload, the end of a session and of the browser: it is kept in the browser
// alone, first for this tab, else as any tab left it last.

const BEGINS = "tmserver.draft.";

/** Keep the form's fields under the name, and fill it with what was kept unless told not to. */
export function keepDraft(form, name, { fill: wanted = true } = {}) {
  const key = BEGINS + name;
  const store = () => {
    const text = JSON.stringify(fields(form));
    sessionStorage.setItem(key, text);
    localStorage.setItem(key, text);
  };
  const kept = sessionStorage.getItem(key) ?? localStorage.getItem(key);
  if (kept && wanted) fill(form, JSON.parse(kept));
  form.addEventListener("input", store);
  form.addEventListener("change", store);
}

/** Put some fields into what is kept for a page, as if they had been typed there. */
export function leaveDraft(name, some) {
  const key = BEGINS + name;
  const kept = JSON.parse(sessionStorage.getItem(key) ?? localStorage.getItem(key) ?? "{}");
  sessionStorage.setItem(key, JSON.stringify({ ...kept, ...some }));
}

/** Forget all that was typed, on all pages. */
export function forgetDrafts() {
  for (const storage of [sessionStorage, localStorage])
    for (const key of Object.keys(storage)) if (key.startsWith(BEGINS)) storage.removeItem(key);
}

function fields(form) {
  const found = {};
  for (const element of form.elements) {
    if (!element.name || element.type === "hidden" || element.type === "submit") continue;
    if (element.type === "checkbox") {
      found[element.name] ??= [];
      if (element.checked) found[element.name].push(element.value);
    } else found[element.name] = element.value;
  }
  return found;
}

function fill(form, kept) {
  for (const element of form.elements) {
    const value = kept[element.name];
    if (value === undefined || element.type === "hidden" || element.type === "submit") continue;
    if (element.type === "checkbox") element.checked = value.includes(element.value);
    else if (element.tagName !== "SELECT") element.value = value;
    // A memory that is gone cannot be chosen again: what the page offers first stays.
    else if ([...element.options].some((option) => option.value === value)) element.value = value;
  }
}
