// Undo and redo, with the list of one's own steps by name; the server keeps them, so they are there after a reload.
import { get, LoggedOut, Refused, Unreachable } from "./api.js";
import { make } from "./dom.js";
import { Float } from "./float.js";
import { t } from "./texts.js";

export class Steps {
  constructor({ undo, redo, list, root, urls, sync, say }) {
    Object.assign(this, { buttons: { undo, redo }, list, urls, sync, say });
    this.float = new Float(root, "steps");
    undo.addEventListener("click", () => this.turn("undo"));
    redo.addEventListener("click", () => this.turn("redo"));
    list.addEventListener("click", () => (this.float.open ? this.float.hide() : this.#open()));
    sync.addEventListener("settled", (event) => this.#count(event.detail.turns));
  }

  #count(turns) {
    if (!turns) return;
    for (const direction of ["undo", "redo"]) {
      const next = turns[direction];
      this.buttons[direction].disabled = !next;
      this.buttons[direction].title = next ? t(`${direction}_this`, { step: next }) : t(`${direction}_none`);
    }
  }

  /** Undo or redo `times` steps and say what came of it. */
  async turn(direction, times = 1) {
    const answer = await this.sync.turn(direction, times);
    if (!answer && this.sync.failures) this.say(t("unreachable"), "error");
    if (!answer) return;
    const left = answer.left || 0;
    if (answer.turned) this.say(t(`${direction}_done`, { step: answer.turned }), "info");
    if (left) this.say(t("undo_left", { count: left }), "warning");
    if (this.float.open) this.#open();
  }

  async #open() {
    let answer;
    try {
      answer = await get(this.urls.steps);
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof LoggedOut || error instanceof Refused)) throw error;
      this.say(t("unreachable"), "error");
      return;
    }
    const title = make("h2", {}, t("steps"));
    const content = answer.steps.length ? make("ol", { class: "step-list" }, ...answer.steps.map((step, at) => this.#line(step, at, answer.steps))) : make("p", { class: "muted" }, t("steps_none"));
    this.float.show(this.list, [title, content], { focus: true, label: t("steps"), back: () => this.list.focus() });
  }

  /** A step of one's own: choosing it goes back to before it, or, if it is undone, does everything up to it again. */
  #line(step, at, all) {
    const words = [make("span", { class: "what" }, step.text), make("span", { class: "when" }, `${step.at} ${step.by}`)];
    if (!step.mine) return make("li", { class: step.undone ? "undone theirs" : "theirs" }, ...words);
    const own = all.filter((one) => one.mine);
    const me = own.indexOf(step);
    const times = step.undone ? own.slice(me).filter((one) => one.undone).length : own.slice(0, me + 1).filter((one) => !one.undone).length;
    const direction = step.undone ? "redo" : "undo";
    const button = make("button", { type: "button", title: t(`${direction}_to`, { count: times }), on: { click: () => this.turn(direction, times) } }, ...words);
    return make("li", { class: step.undone ? "undone" : "" }, button);
  }
}
