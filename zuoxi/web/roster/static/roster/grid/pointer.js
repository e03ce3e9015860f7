// The pointer in the grid: select a block by dragging; with a shift picked in the palette, paint it over the block.

const EDGE = 36; // px from the edge where dragging scrolls
const SPEED = 14; // px a frame

export class Pointer {
  /** `brush()` is the picked shift number or undefined; `commands`: paint(shift), open(r, c), peek(r, c), head(c), fold(r). */
  constructor({ view, selection, brush, commands }) {
    Object.assign(this, { view, selection, brush, commands, drag: null });
    const { grid } = view;
    grid.addEventListener("pointerdown", (event) => this.#down(event));
    grid.addEventListener("pointermove", (event) => this.#move(event));
    grid.addEventListener("pointerup", (event) => this.#up(event));
    grid.addEventListener("pointercancel", () => this.#drop());
    grid.addEventListener("dblclick", (event) => this.#double(event));
  }

  #isDay({ r, c }) {
    return r >= 0 && this.view.layout.columns[c].kind === "day" && Boolean(this.view.rows[r].person);
  }

  #down(event) {
    const place = this.view.find(event.target);
    if (!place || event.button !== 0) return;
    event.preventDefault();
    const painting = this.#isDay(place) && this.brush() !== undefined;
    if (event.pointerType === "touch" && !painting) {
      this.drag = { place, moved: false, touch: true };
      return;
    }
    this.drag = { place, moved: false, painting, from: event.shiftKey && !painting ? this.selection.anchor : place };
    this.selection.go(place.r, place.c, event.shiftKey && !painting);
    this.view.land();
    if (this.#isDay(place)) this.view.grid.setPointerCapture(event.pointerId);
    this.view.grid.classList.toggle("painting", painting);
  }

  #move(event) {
    if (!this.drag || this.drag.touch || !this.#isDay(this.drag.place)) return;
    this.point = { x: event.clientX, y: event.clientY };
    this.#follow();
    if (!this.rolling) this.#roll();
  }

  #follow() {
    const place = this.view.find(document.elementFromPoint(this.point.x, this.point.y));
    if (!place || place.r < 0 || this.view.layout.columns[place.c].kind !== "day") return;
    const { r, c } = this.selection.active;
    if (place.r === r && place.c === c) return;
    this.drag.moved = true;
    this.selection.go(place.r, place.c, true);
    this.view.land();
  }

  /** While the pointer is held near an edge, the grid scrolls on. */
  #roll() {
    this.rolling = requestAnimationFrame(() => {
      this.rolling = 0;
      if (!this.drag || this.drag.touch) return;
      const box = this.view.scroller.getBoundingClientRect();
      const { start, end } = this.view.stuck();
      const { x, y } = this.point;
      const right = x > box.right - end - EDGE ? SPEED : x < box.left + start + EDGE && x > box.left + start - EDGE ? -SPEED : 0;
      const down = y > box.bottom - this.view.below - EDGE ? SPEED : y < box.top + this.view.head.offsetHeight + EDGE ? -SPEED : 0;
      if (!this.drag.moved || (!right && !down)) return;
      this.view.scroller.scrollBy(right, down);
      this.#follow();
      this.#roll();
    });
  }

  #up(event) {
    const { drag } = this;
    this.#drop();
    if (!drag) return;
    if (drag.touch) this.#tap(drag.place, event);
    else if (drag.painting) this.commands.paint(this.brush());
    else if (!drag.moved) this.#click(drag.place);
  }

  #tap(place, event) {
    const now = this.view.find(document.elementFromPoint(event.clientX, event.clientY));
    if (!now || now.r !== place.r || now.c !== place.c) return;
    this.selection.go(place.r, place.c);
    this.view.land();
    this.#click(place);
  }

  #click({ r, c }) {
    if (r < 0) this.commands.head(c);
    else if (!this.view.rows[r].person && c === 0) this.commands.fold(r);
    else this.commands.peek(r, c);
  }

  #drop() {
    this.drag = null;
    this.view.grid.classList.remove("painting");
  }

  #double(event) {
    const place = this.view.find(event.target);
    if (place && this.#isDay(place) && this.brush() === undefined) this.commands.open(place.r, place.c);
  }
}
