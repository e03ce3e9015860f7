// The shifts to paint with: pick one, then drag over a block. Each button names its key.
import { blocks } from "./clock.js";
import { make } from "./dom.js";
import { OFF } from "./roster.js";
import { t } from "./texts.js";

export class Palette {
  /** `apply(shift)` sets the block that is selected when the palette is used by keyboard. */
  constructor({ root, roster, picked }) {
    Object.assign(this, { root, roster, picked, brush: undefined, buttons: new Map() });
    const shifts = roster.shifts.filter((shift) => shift.active).map((shift) => this.#button(shift.number, `chip s${shift.number}`, shift.code, shift.letter, `${shift.name} ${blocks(shift.blocks)}`));
    root.replaceChildren(...shifts, this.#button(OFF, "off", roster.off, roster.byLetter.has("R") ? "Del" : "R", t("day_off")));
    root.hidden = !roster.editable;
  }

  #button(shift, look, code, letter, words) {
    const title = t("palette_title", { shift: words, key: letter });
    const button = make(
      "button",
      { type: "button", class: "brush", "aria-pressed": "false", title, "aria-label": `${code} ${letter} ${words}`, on: { click: () => this.pick(this.brush === shift ? undefined : shift) } },
      make("span", { class: look }, code),
      " ",
      make("kbd", {}, letter),
    );
    this.buttons.set(shift, button);
    return button;
  }

  /** Take a shift to paint with, or put it down (undefined). */
  pick(shift) {
    this.brush = shift;
    for (const [number, button] of this.buttons) button.setAttribute("aria-pressed", String(number === shift));
    this.picked(shift);
  }
}
