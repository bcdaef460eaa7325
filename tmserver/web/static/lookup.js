// The desk: answers that came too late are dropped.

const desk = document.getElementById("desk");

/** Whether an answer is for what stands in the desk now; a newer request is on its way otherwise. */
function isStale(parameters) {
  return ["text", "source", "target"].some((name) => parameters[name] !== desk.elements[name].value);
}

desk.addEventListener("htmx:beforeSwap", (event) => {
  const { requestConfig, target } = event.detail;
  if (target.id === "answer" && isStale(requestConfig.parameters)) event.detail.shouldSwap = false;
});
