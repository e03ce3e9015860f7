// What a cell holds, beside the pointer after a short rest: the stored times, the rules it breaks.
import { cellWords, place } from "./describe.js";
import { make } from "./dom.js";
import { Float } from "./float.js";

const REST = 450; // ms

export class Hover {
  constructor({ root, view, roster, cellAt, silent }) {
    Object.assign(this, { view, roster, cellAt, silent, timer: 0, typing: false });
    this.float = new Float(root, "hover");
    this.float.element.setAttribute("aria-hidden", "true");
    view.grid.addEventListener("pointerover", (event) => this.#over(event));
    view.grid.addEventListener("pointerleave", () => this.hide());
    view.grid.addEventListener("pointerdown", () => this.hide());
    view.grid.addEventListener("pointermove", (event) => this.#moved(event));
    view.grid.addEventListener("keydown", () => this.#typed());
    view.addEventListener("scroll", () => this.hide());
  }

  hide() {
    clearTimeout(this.timer);
    this.float.hide();
  }

  /** Rows that slide under a resting pointer show nothing until it moves again. */
  #typed() {
    this.hide();
    this.typing = true;
  }

  #moved(event) {
    if (!this.typing || (event.screenX === this.x && event.screenY === this.y)) return;
    this.typing = false;
    this.#over(event);
  }

  #over(event) {
    this.hide();
    if (!this.typing) Object.assign(this, { x: event.screenX, y: event.screenY });
    if (this.typing || event.pointerType === "touch" || event.buttons || this.silent()) return;
    const at = this.view.find(event.target);
    const cell = at && at.r >= 0 ? this.cellAt(at.r, at.c) : null;
    if (cell !== null) this.timer = setTimeout(() => this.#show(cell, this.view.part(at.r, at.c)), REST);
  }

  #show(cell, anchor) {
    if (!anchor || this.silent()) return;
    const items = this.roster.badges.get(cell)?.items ?? [];
    const rules = items.map((item) => make("li", { class: item.hard ? "hard" : "soft" }, item.text));
    const content = [make("b", {}, place(this.roster, cell)), make("p", {}, cellWords(this.roster, cell))];
    this.float.show(anchor, rules.length ? [...content, make("ul", { class: "rules" }, ...rules)] : content, { role: "tooltip" });
  }
}
