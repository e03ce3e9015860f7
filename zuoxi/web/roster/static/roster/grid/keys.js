// The keyboard of the grid: the W3C pattern for grids, letters for shifts, and the commands of a sheet.
import { OFF } from "./roster.js";

const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Keys {
  /** `commands`: undo, redo, open(r, c), help, leave (Escape), quiet (no card in the way of what is typed). */
  constructor({ view, selection, edits, roster, commands }) {
    Object.assign(this, { view, selection, edits, roster, commands, letters: true });
    view.grid.addEventListener("keydown", (event) => this.#pressed(event));
  }

  #pressed(event) {
    if (event.isComposing || event.target.closest("[role=dialog]")) return;
    const done = this.#move(event) || this.#command(event) || this.#letter(event);
    if (done) event.preventDefault();
  }

  #go(r, c, extend) {
    const { view, selection } = this;
    const lowest = extend ? 0 : -1;
    const row = Math.max(lowest, Math.min(view.rows.length - 1, r));
    const column = Math.max(0, Math.min(view.layout.columns.length - 1, c));
    this.commands.quiet();
    selection.go(row, column, extend);
    view.land();
    return true;
  }

  #move(event) {
    const { r, c } = this.selection.active;
    const far = event.ctrlKey || event.metaKey;
    const last = { r: this.view.rows.length - 1, c: this.view.layout.columns.length - 1 };
    const extend = event.shiftKey;
    if (event.altKey) return false;
    if (MOVES[event.key]) {
      const [down, right] = MOVES[event.key];
      return far ? this.#go(down ? (down > 0 ? last.r : 0) : r, right ? (right > 0 ? last.c : 0) : c, extend) : this.#go(r + down, c + right, extend);
    }
    const page = Math.max(1, this.view.page);
    if (event.key === "PageDown") return this.#go(Math.max(r, 0) + page, c, extend);
    if (event.key === "PageUp") return this.#go(Math.max(0, r - page), c, extend);
    if (event.key === "Home") return this.#go(far ? 0 : r, 0, extend);
    if (event.key === "End") return this.#go(far ? last.r : r, last.c, extend);
    return false;
  }

  #command(event) {
    const far = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (far && key === "z") return this.#does(event.shiftKey ? "redo" : "undo");
    if (far && key === "y") return this.#does("redo");
    if (far && key === "a") return this.#all();
    if (event.shiftKey && event.key === " ") return this.#row();
    if (event.altKey && event.code === "KeyL") return this.#lock();
    if (far || event.altKey) return false;
    if (event.key === "Enter" || event.key === "F2") return this.#does("open", this.selection.active.r, this.selection.active.c);
    if (event.key === "Delete" || event.key === "Backspace") return this.#set(OFF, "clear");
    if (event.key === "Escape") return this.#does("leave");
    return false;
  }

  /** Single keys, unless they are switched off (WCAG 2.1.4). With an input method on, the key on the board counts. */
  #letter(event) {
    if (!this.letters || event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "?") return this.#does("help");
    const typed = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : event.code.startsWith("Key") ? event.code.slice(3) : "";
    if (!typed) return false;
    if (event.shiftKey) return typed === "L" && this.#lock();
    if (this.roster.byLetter.has(typed)) return this.#set(this.roster.byLetter.get(typed), "key");
    return typed === "R" && this.#set(OFF, "key");
  }

  #does(command, ...given) {
    this.commands[command](...given);
    return true;
  }

  #set(shift, kind) {
    this.commands.quiet();
    this.edits.set(shift, { kind });
    return true;
  }

  #lock() {
    this.edits.toggleLock();
    return true;
  }

  #all() {
    const { columns } = this.view.layout;
    const days = columns.map((column, at) => (column.kind === "day" ? at : -1)).filter((at) => at >= 0);
    this.selection.block({ r: 0, c: days[0] }, { r: this.view.rows.length - 1, c: days.at(-1) });
    this.view.land();
    return true;
  }

  #row() {
    const { columns } = this.view.layout;
    const { r } = this.selection.active;
    this.selection.block({ r, c: columns.findIndex((column) => column.kind === "day") }, { r, c: columns.findLastIndex((column) => column.kind === "day") });
    this.view.land();
    return true;
  }
}
