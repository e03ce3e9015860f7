// What a cell holds, beside the pointer after a short rest: the stored times, the rules it breaks.
import { cellWords, place } from "./describe.js";
import { make } from "./dom.js";
import { Float } from "./float.js";

const REST = 450; // ms

export class Hover {
  constructor({ root, view, roster, cellAt, silent }) {
    Object.assign(this, { view, roster, cellAt, silent, timer: 0, inside: false, typing: false });
    this.float = new Float(root, "hover");
    this.float.element.setAttribute("aria-hidden", "true");
    view.grid.addEventListener("pointerover", (event) => this.#over(event));
    view.grid.addEventListener("pointermove", (event) => this.#moved(event));
    view.grid.addEventListener("pointerleave", (event) => this.#left(event));
    view.grid.addEventListener("pointerdown", () => this.hide());
    view.grid.addEventListener("wheel", () => (this.typing = false), { passive: true });
    view.grid.addEventListener("keydown", () => this.#typed());
    view.addEventListener("scroll", () => this.#rest());
  }

  hide() {
    clearTimeout(this.timer);
    this.float.hide();
  }

  #left(event) {
    this.#note(event); // who comes back to the same spot has moved
    this.inside = false;
    this.hide();
  }

  /** Rows that slide under a resting pointer while somebody types show nothing until it moves or turns its wheel. */
  #typed() {
    this.typing = true;
    this.hide();
  }

  #moved(event) {
    if (this.typing) this.#over(event);
    else this.#note(event);
  }

  #over(event) {
    this.#note(event);
    this.inside = event.pointerType !== "touch" && !event.buttons;
    this.#rest();
  }

  #note({ clientX, clientY }) {
    if (clientX !== this.x || clientY !== this.y) this.typing = false;
    Object.assign(this, { x: clientX, y: clientY });
  }

  /** What stands under the pointer once nothing has moved for a while, however it came there. */
  #rest() {
    this.hide();
    if (this.inside && !this.typing && !this.silent()) this.timer = setTimeout(() => this.#look(), REST);
  }

  #look() {
    const under = document.elementFromPoint(this.x, this.y);
    const at = under && this.view.grid.contains(under) ? this.view.find(under) : null;
    const cell = at && at.r >= 0 ? this.cellAt(at.r, at.c) : null;
    if (cell !== null) this.#show(cell, this.view.part(at.r, at.c));
  }

  #show(cell, anchor) {
    if (!anchor || this.silent()) return;
    const items = this.roster.badges.get(cell)?.items ?? [];
    const rules = items.map((item) => make("li", { class: item.hard ? "hard" : "soft" }, item.text));
    const content = [make("b", {}, place(this.roster, cell)), make("p", {}, cellWords(this.roster, cell))];
    this.float.show(anchor, rules.length ? [...content, make("ul", { class: "rules" }, ...rules)] : content, { role: "tooltip" });
  }
}
