// Copy, cut and paste of blocks by the clipboard of the system.
import { parse, plan, Reader, write } from "./clipboard.js";
import { place } from "./describe.js";
import { make } from "./dom.js";
import { OFF } from "./roster.js";
import { t } from "./texts.js";

export class Paste {
  constructor({ roster, view, selection, edits, say, dialog, offWords }) {
    Object.assign(this, { roster, view, selection, edits, say, dialog, reader: new Reader(roster, offWords) });
    for (const name of ["copy", "cut", "paste"]) document.addEventListener(name, (event) => view.grid.contains(document.activeElement) && this[name](event));
    dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => view.land());
  }

  /** The selected block as rows of codes; group rows are left out. */
  #block() {
    const { top, bottom } = this.selection.box;
    const rows = [];
    for (let r = Math.max(0, top); r <= bottom; r += 1) {
      const cells = this.edits.cells({ ...this.selection.box, top: r, bottom: r });
      if (cells.length) rows.push(cells.map((cell) => this.roster.code(this.roster.shown[cell])));
    }
    return rows;
  }

  copy(event) {
    const rows = this.#block();
    if (!rows.length) return;
    event.clipboardData.setData("text/plain", write(rows));
    event.preventDefault();
    this.say(t("copied", { rows: rows.length, columns: rows[0].length }), "info");
  }

  cut(event) {
    this.copy(event);
    this.edits.set(OFF, { kind: "cut" });
  }

  paste(event) {
    event.preventDefault();
    if (!this.roster.editable) return;
    const block = parse(event.clipboardData.getData("text/plain"));
    const { top, left } = this.selection.box;
    const { columns, firstDay } = this.view.layout;
    const from = { r: Math.max(0, top), c: Math.max(firstDay, left) };
    const target = { ...from, rows: this.view.rows.length, columns: columns.length, cellAt: (r, c) => this.edits.cellAt(r, c), fill: this.edits.cells() };
    const { wanted, bad, at } = plan(block, this.reader, target);
    const { locked, absent } = this.edits.apply("paste", wanted);
    const kept = [...locked.map((cell) => [cell, "locked"]), ...absent.map((cell) => [cell, "absent"])];
    const problems = [...bad, ...kept.map(([cell, reason]) => ({ address: at.get(cell), reason, cell, text: "" }))];
    this.#extend(from, block);
    if (problems.length) this.#list(problems, wanted.size - kept.length);
    else this.say(t("pasted", { count: wanted.size }), "success");
  }

  /** The block that was filled is selected, and the view stays at its start. */
  #extend({ r, c }, block) {
    if (block.length === 1 && block[0].length === 1) return;
    const height = this.view.rows.slice(r).findIndex((row, at, rest) => rest.slice(0, at + 1).filter((one) => one.person).length === block.length);
    const wide = Math.max(...block.map((row) => row.length));
    const lastDay = this.view.layout.columns.findLastIndex((column) => column.kind === "day");
    this.selection.block({ r: height < 0 ? this.view.rows.length - 1 : r + height, c: Math.min(lastDay, c + wide - 1) }, { r, c });
    this.view.land();
  }

  #list(problems, count) {
    const line = ({ address: where, reason, text, cell }) => make("li", {}, make("b", {}, where), ` ${t(`bad_${reason}`, { text, place: cell === undefined ? "" : place(this.roster, cell) })}`);
    this.dialog.querySelector("[data-summary]").textContent = t("paste_summary", { count, bad: problems.length });
    this.dialog.querySelector("ul").replaceChildren(...problems.map(line));
    this.dialog.showModal();
  }
}
