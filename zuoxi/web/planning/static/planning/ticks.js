// Tick all rows of this page, or none when all are ticked.
(() => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tick-all]");
    if (!button) return;
    const boxes = [...button.closest("[data-ticks]").querySelectorAll("tbody input[type=checkbox]")];
    const every = boxes.every((box) => box.checked);
    boxes.forEach((box) => { box.checked = !every; });
  });
})();
