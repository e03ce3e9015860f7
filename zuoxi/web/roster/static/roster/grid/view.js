// The grid on the screen: only the rows in sight exist, the active one always does, so that the focus is never lost.
import { layout as arrangeColumns, NARROW } from "./columns.js";
import { after, make } from "./dom.js";
import { header } from "./header.js";
import { build, paint } from "./row.js";

const SPARE = 6; // rows kept above and below what is in sight
const HEAD = -1; // the row number of the header in the selection

/** Events: `columns` (the layout changed), `scroll`. */
export class View extends EventTarget {
  constructor({ scroller, grid, roster, selection, rowHeight }) {
    super();
    Object.assign(this, { scroller, grid, roster, selection, rowHeight, rows: [], alive: new Map(), spare: [] });
    this.head = grid.appendChild(make("div", { class: "rg-head", role: "rowgroup" }));
    this.body = grid.appendChild(make("div", { class: "rg-body", role: "rowgroup" }));
    this.chosen = [];
    this.sort = "name";
    this.codeWidth = this.#measure();
    scroller.addEventListener("scroll", () => this.#soon(), { passive: true });
    this.watcher = new ResizeObserver(after(60, () => this.relayout()));
    this.watcher.observe(scroller);
    selection.addEventListener("moved", () => this.repaint());
  }

  /** What the longest shift code needs, in px. */
  #measure() {
    const context = document.createElement("canvas").getContext("2d");
    context.font = `600 13px ${getComputedStyle(this.grid).fontFamily}`;
    return Math.ceil(Math.max(...[this.roster.off, ...this.roster.shifts.map((shift) => shift.code)].map((code) => context.measureText(code).width))) + 12;
  }

  setColumns(chosen) {
    this.chosen = chosen;
    this.relayout(true);
  }

  relayout(force = false) {
    const room = this.scroller.clientWidth;
    if (!room) return;
    if (room === this.room && !force) {
      if (this.rows.length) this.#fill(false); // as wide as before, but perhaps higher, or shown again
      return;
    }
    this.room = room;
    this.layout = arrangeColumns(this.chosen, this.roster.days, room, this.codeWidth);
    const width = this.layout.columns.reduce((sum, column) => sum + column.width, 0);
    this.grid.style.setProperty("--day", `${this.layout.dayWidth}px`);
    this.scroller.style.setProperty("--day", `${this.layout.dayWidth}px`);
    this.grid.style.width = `${width}px`;
    this.scroller.classList.toggle("wide", width > room);
    this.grid.setAttribute("aria-colcount", this.layout.columns.length);
    const focused = this.grid.contains(document.activeElement);
    this.#drop();
    this.drawHead();
    this.repaint();
    this.land(focused);
    this.dispatchEvent(new Event("columns"));
  }

  setRows(rows) {
    this.rows = rows;
    this.body.style.height = `${rows.length * this.rowHeight}px`;
    this.grid.setAttribute("aria-rowcount", rows.length + 1);
    this.repaint();
  }

  setHeight(rowHeight) {
    this.rowHeight = rowHeight;
    this.grid.style.setProperty("--row", `${rowHeight}px`);
    this.setRows(this.rows);
  }

  drawHead() {
    this.head.replaceChildren(header(this.layout, this.roster, this.sort));
  }

  #drop() {
    this.body.replaceChildren();
    this.alive.clear();
    this.spare = [];
  }

  #soon() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.#fill(false);
      this.dispatchEvent(new Event("scroll"));
    });
  }

  repaint() {
    if (this.layout && this.rows.length) this.#fill(true);
    else if (this.layout) this.#drop();
  }

  /** Rows that must exist now: those in sight, some more, and the active one. */
  #wanted() {
    const top = this.scroller.scrollTop;
    const first = Math.max(0, Math.floor(top / this.rowHeight) - SPARE);
    const last = Math.min(this.rows.length - 1, Math.ceil((top + this.scroller.clientHeight) / this.rowHeight) + SPARE);
    const wanted = new Set();
    for (let number = first; number <= last; number += 1) wanted.add(number);
    const { r } = this.selection.active;
    if (r >= 0 && r < this.rows.length) wanted.add(r);
    return wanted;
  }

  #fill(all) {
    const wanted = this.#wanted();
    for (const [number, element] of this.alive) {
      if (wanted.has(number)) continue;
      this.alive.delete(number);
      this.spare.push(element);
    }
    for (const number of wanted) {
      const old = this.alive.get(number);
      if (old && !all) continue;
      this.#draw(old || this.#take(number), number);
    }
    for (const element of this.spare) if (!element.hidden) element.hidden = true;
  }

  #take(number) {
    const element = this.spare.pop() || this.body.appendChild(build(this.layout, this.roster));
    if (element.hidden) element.hidden = false;
    this.alive.set(number, element);
    return element;
  }

  #draw(element, number) {
    element.style.transform = `translateY(${number * this.rowHeight}px)`;
    paint(element, this.rows[number], number, this);
  }

  /** The element of a cell, if it exists now. */
  part(r, c) {
    if (r === HEAD) return this.head.firstChild?.parts[c];
    return this.alive.get(r)?.parts[c];
  }

  /** The row and column under an element, or null. */
  find(element) {
    const part = element?.closest?.("[aria-colindex]");
    const row = part?.closest("[role=row]");
    if (!row || !this.grid.contains(row)) return null;
    return { r: row.number, c: part.at };
  }

  /** Put the one tab stop, and the focus if asked, on the active cell, and bring it into sight. */
  land(focus = true) {
    const { r, c } = this.selection.active;
    const part = this.part(r, c);
    if (!part) return;
    if (this.stop && this.stop !== part) this.stop.setAttribute("tabindex", "-1");
    part.setAttribute("tabindex", "0");
    this.stop = part;
    this.reveal(r, c);
    if (focus) part.focus({ preventScroll: true });
  }

  /** Scroll so that neither the header nor the sticky columns nor the strip below hide the cell (WCAG 2.4.11). */
  reveal(r, c) {
    const { scroller } = this;
    if (r >= 0) {
      const top = r * this.rowHeight;
      const room = scroller.clientHeight - this.head.offsetHeight - this.below;
      if (top < scroller.scrollTop) scroller.scrollTop = top;
      else if (top + this.rowHeight > scroller.scrollTop + room) scroller.scrollTop = top + this.rowHeight - room;
    }
    const column = this.layout.columns[c];
    if (column.kind !== "day") return;
    const part = this.part(r, c);
    const box = scroller.getBoundingClientRect();
    const left = part.getBoundingClientRect().left - box.left;
    const { start, end } = this.stuck();
    if (left < start) scroller.scrollLeft += left - start;
    else if (left + column.width > scroller.clientWidth - end) scroller.scrollLeft += left + column.width - (scroller.clientWidth - end);
  }

  /** Rows in sight, for a page up or down. */
  get page() {
    return Math.floor((this.scroller.clientHeight - this.head.offsetHeight - this.below) / this.rowHeight) - 1;
  }

  get below() {
    return this.scroller.querySelector(".rg-strip")?.offsetHeight ?? 0;
  }

  /** The widths of what sticks at the left and at the right. */
  stuck() {
    const narrow = this.scroller.clientWidth < NARROW;
    const sum = (kind) => this.layout.columns.filter((column) => column.kind === kind).reduce((total, column) => total + column.width, 0);
    return narrow ? { start: this.layout.columns[0].width, end: 0 } : { start: sum("info"), end: sum("total") };
  }
}
