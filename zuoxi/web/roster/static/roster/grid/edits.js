// What the planner does to a block of cells: set a shift, clear, lock, paste. Everything ends in one step for the server.
import { Cell, OFF } from "./roster.js";
import { t } from "./texts.js";

export class Edits {
  constructor({ roster, sync, view, selection, say }) {
    Object.assign(this, { roster, sync, view, selection, say });
  }

  /** The cell under a row and column of the view, or null for a group row or another column. */
  cellAt(r, c) {
    const person = this.view.rows[r]?.person;
    const column = this.view.layout?.columns[c];
    return person && column?.kind === "day" ? this.roster.cell(person.p, column.d) : null;
  }

  /** The cells of a block; group rows and other columns hold none. */
  cells({ top, bottom, left, right } = this.selection.box) {
    const found = [];
    for (let r = Math.max(top, 0); r <= bottom; r += 1) {
      for (let c = left; c <= right; c += 1) {
        const cell = this.cellAt(r, c);
        if (cell !== null) found.push(cell);
      }
    }
    return found;
  }

  /** Give the cells a shift (OFF: a day off). Locked cells stay; nobody gets a shift on a day they are not employed. */
  set(shift, { kind = "key", cells = this.cells() } = {}) {
    return this.apply(kind, new Map(cells.map((cell) => [cell, shift])));
  }

  /** `wanted`: Map of cell to shift number. Returns the cells that were left as they were, by reason. */
  apply(kind, wanted) {
    const left = { locked: [], absent: [] };
    const step = new Map();
    if (!this.roster.editable) return left;
    for (const [cell, shift] of wanted) {
      const [p, d] = this.roster.place(cell);
      if (this.roster.locks[cell] && this.roster.shown[cell] !== shift) left.locked.push(cell);
      else if (shift !== OFF && this.roster.shown[cell] !== shift && !this.roster.employed(p, d)) left.absent.push(cell);
      else step.set(cell, new Cell(shift, this.roster.locks[cell] === 1));
    }
    this.sync.push(kind, step);
    if (kind !== "paste") this.#report(left);
    return left;
  }

  #report({ locked, absent }) {
    if (locked.length) this.say(t("kept_locked", { count: locked.length }), "warning");
    if (absent.length) this.say(t("kept_absent", { count: absent.length }), "warning");
  }

  /** Lock what is not locked; if all of it is, unlock. */
  toggleLock(cells = this.cells()) {
    if (!this.roster.editable || !cells.length) return;
    const lock = cells.some((cell) => !this.roster.locks[cell]);
    this.sync.push(lock ? "lock" : "unlock", new Map(cells.map((cell) => [cell, new Cell(this.roster.shown[cell], lock)])));
  }
}
