// Marks under the letters of a textarea: a copy of the text lies behind it, its letters unseen.

/**
 * Something that marks pieces of the textarea: call it with [[start, end, kind], …] in code points, in order and
 * apart. While one types, marks move with their letters, and the one that is typed into goes.
 */
export function markable(area) {
  const paint = document.createElement("div");
  paint.className = "paint";
  paint.setAttribute("aria-hidden", "true");
  area.before(paint);
  let marks = [];
  let painted = [];

  function draw() {
    painted = [...area.value];
    const pieces = [];
    let at = 0;
    for (const [start, end, kind] of marks) {
      const piece = document.createElement("span");
      piece.className = kind;
      piece.textContent = painted.slice(start, end).join("");
      pieces.push(painted.slice(at, start).join(""), piece);
      at = end;
    }
    // A line feed at the end takes no room unless something follows.
    paint.replaceChildren(...pieces, `${painted.slice(at).join("")}\u200b`);
    follow();
  }

  function follow() {
    paint.style.setProperty("width", `${area.clientWidth + 2}px`);
    paint.scrollTop = area.scrollTop;
  }

  function move() {
    const now = [...area.value];
    const [same, kept] = unchanged(painted, now);
    const longer = now.length - painted.length;
    marks = marks
      .filter(([start, end]) => end <= same || start >= painted.length - kept)
      .map(([start, end, kind]) => (end <= same ? [start, end, kind] : [start + longer, end + longer, kind]));
    draw();
  }

  area.addEventListener("input", move);
  area.addEventListener("scroll", follow);
  new ResizeObserver(follow).observe(area);
  return (found) => {
    marks = found;
    draw();
  };
}

/** How many characters two texts share at the start, and how many of the rest at the end. */
function unchanged(before, now) {
  const least = Math.min(before.length, now.length);
  let start = 0;
  while (start < least && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === now[now.length - 1 - end]) end += 1;
  return [start, end];
}
