// The active cell and the block around it; rows and columns are those of the view.

export class Selection extends EventTarget {
  constructor() {
    super();
    this.active = { r: 0, c: 0 };
    this.anchor = { r: 0, c: 0 };
  }

  /** Go to a cell; with `extend` the block from the anchor to it is selected. */
  go(r, c, extend = false) {
    this.active = { r, c };
    if (!extend) this.anchor = { r, c };
    this.dispatchEvent(new Event("moved"));
  }

  /** Select a block; the active cell is its last corner. */
  block(from, to) {
    this.anchor = from;
    this.active = to;
    this.dispatchEvent(new Event("moved"));
  }

  get box() {
    const [top, bottom] = [this.anchor.r, this.active.r].sort((a, b) => a - b);
    const [left, right] = [this.anchor.c, this.active.c].sort((a, b) => a - b);
    return { top, bottom, left, right };
  }

  holds(r, c) {
    const { top, bottom, left, right } = this.box;
    return r >= top && r <= bottom && c >= left && c <= right;
  }

  get single() {
    return this.anchor.r === this.active.r && this.anchor.c === this.active.c;
  }
}
