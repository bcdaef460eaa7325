// Keys by their place on the keyboard, chosen by the reader, and never while a letter is being composed.

const KEPT = "tmserver.keys";
const MODIFIERS = ["Ctrl", "Alt", "Shift"];

/**
 * Call actions[name](number) when the keys of that name in the page's dialog are pressed. The number is that of
 * the digit, for keys that end in Digit. Gives the function that opens the dialog.
 */
export function listen(actions, { press }) {
  const dialog = document.getElementById("keys");
  const buttons = new Map([...dialog.querySelectorAll("[data-name]")].map((each) => [each.dataset.name, each]));
  let chosen = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  let asking = null;
  const keysOf = (name) => chosen[name] ?? buttons.get(name).dataset.default;

  function show() {
    for (const [name, button] of buttons) {
      button.textContent = readable(keysOf(name));
      for (const label of document.querySelectorAll(`[data-keys="${name}"]`)) label.textContent = button.textContent;
    }
  }

  function choose(keys) {
    const taken = [...buttons.keys()].some((name) => name !== asking && keysOf(name) === keys);
    document.getElementById("keys-taken").hidden = !taken;
    if (!taken) {
      chosen[asking] = keys;
      localStorage.setItem(KEPT, JSON.stringify(chosen));
    }
    asking = null;
    show();
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (asking && event.code === "Escape") asking = null;
    else if (asking && isComplete(event)) choose(pressed(event, keysOf(asking).endsWith("Digit")));
    else if (!asking && !dialog.open) {
      const found = [...buttons.keys()].find((name) => fits(event, keysOf(name)));
      if (!found) return;
      actions[found](Number(event.code.slice(-1)));
    } else return;
    event.preventDefault();
    show();
  });

  dialog.addEventListener("click", ({ target }) => {
    if (target.dataset.name) {
      asking = target.dataset.name;
      target.textContent = press;
    } else if (target.dataset.act === "reset-keys") {
      chosen = {};
      localStorage.removeItem(KEPT);
      show();
    }
  });
  dialog.addEventListener("close", () => {
    asking = null;
    show();
  });
  show();
  return () => dialog.showModal();
}

/** The digit 1 to 9 of an event, of either row of digits; 0 if it is none. */
export function digit(event) {
  return Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0);
}

function modifiers(event) {
  // On a Mac the command key is what Ctrl is elsewhere.
  return [event.ctrlKey || event.metaKey, event.altKey, event.shiftKey];
}

function pressed(event, anyDigit) {
  const held = MODIFIERS.filter((_, number) => modifiers(event)[number]);
  return [...held, anyDigit ? "Digit" : event.code].join("+");
}

function fits(event, keys) {
  return pressed(event, keys.endsWith("Digit") && digit(event) > 0) === keys;
}

/** A key that may stand for an action: with Ctrl or Alt, or one that writes nothing. */
function isComplete(event) {
  if (/^(Control|Alt|Shift|Meta)/.test(event.code)) return false;
  return event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.code);
}

function readable(keys) {
  const names = { Digit: "1…9", ArrowUp: "↑", ArrowDown: "↓", ArrowLeft: "←", ArrowRight: "→", Slash: "/" };
  return keys
    .split("+")
    .map((key) => names[key] ?? key.replace(/^Key|^Digit/, ""))
    .join(" ");
}
