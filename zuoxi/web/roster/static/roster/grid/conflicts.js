// Two planners, one cell: both values on a card, nothing lost until one of them is chosen.
import { dayName } from "./describe.js";
import { make } from "./dom.js";
import { Cell } from "./roster.js";
import { t } from "./texts.js";

export class Conflicts {
  constructor({ root, roster, sync, drafts, show }) {
    Object.assign(this, { root, roster, sync, drafts, show, open: new Map() });
    sync.addEventListener("conflict", (event) => this.#add(event.detail));
    this.#add(drafts.conflicts().filter((one) => roster.byId.has(one.person) && one.day < roster.width && this.#knows(one.mine[0])));
  }

  #knows(code) {
    return code === null || this.roster.byCode.has(code);
  }

  #add(list) {
    for (const one of list) {
      const cell = this.sync.cellOf(one);
      this.open.set(cell, { ...one, cell });
      this.roster.conflicts.add(cell);
    }
    this.roster.tell(list.map((one) => this.sync.cellOf(one)));
    this.#draw();
  }

  #value(code, locked) {
    const words = code === null ? this.roster.off : code;
    return locked ? `${words} ${t("locked")}` : words;
  }

  #draw() {
    const all = this.open.size > 1 ? [make("div", { class: "conflict-all" }, this.#button(t("all_mine"), () => this.#every(true)), this.#button(t("all_theirs"), () => this.#every(false)))] : [];
    this.root.replaceChildren(...[...this.open.values()].map((one) => this.#card(one)), ...all);
    this.root.hidden = !this.open.size;
    this.drafts.keep([...this.open.values()]);
  }

  #card(one) {
    const [p, d] = this.roster.place(one.cell);
    const where = `${this.roster.people[p].name} ${dayName(this.roster.days[d])}`;
    const mine = this.#value(one.mine[0], one.mine[1]);
    const theirs = this.#value(one.theirs[0], one.theirs[1]);
    return make(
      "div",
      { class: "conflict-card", role: "group", "aria-label": t("conflict_title", { where }) },
      make("b", {}, t("conflict_title", { where })),
      make("p", {}, t("conflict_line", { who: one.by, theirs, mine })),
      make("div", { class: "card-foot" }, this.#button(t("keep_mine", { value: mine }), () => this.#decide(one, true), "btn-primary"), this.#button(t("take_theirs", { value: theirs }), () => this.#decide(one, false))),
    );
  }

  #button(words, click, look = "") {
    return make("button", { type: "button", class: `btn btn-sm ${look}`, on: { click } }, words);
  }

  #every(mine) {
    const all = [...this.open.values()];
    this.#close(all);
    if (mine) this.#send(all);
  }

  #decide(one, mine) {
    this.#close([one]);
    if (mine) this.#send([one]);
    this.show(one.cell);
  }

  #send(list) {
    const step = new Map(list.map((one) => [one.cell, new Cell(one.mine[0] === null ? -1 : this.roster.byCode.get(one.mine[0]), one.mine[1] ?? this.roster.locks[one.cell] === 1)]));
    this.sync.push("conflict", step);
  }

  #close(list) {
    for (const one of list) {
      this.open.delete(one.cell);
      this.roster.conflicts.delete(one.cell);
    }
    this.roster.tell(list.map((one) => one.cell));
    this.#draw();
  }
}
