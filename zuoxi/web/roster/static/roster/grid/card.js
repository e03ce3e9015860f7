// The card of a cell: what is planned with its times and breaks, which rules it breaks, what would mend it, and the choice of another shift.
import { get, LoggedOut, Refused, Unreachable } from "./api.js";
import { hours, range } from "./clock.js";
import { dayName, shiftLine } from "./describe.js";
import { make } from "./dom.js";
import { Float } from "./float.js";
import { OFF } from "./roster.js";
import { timeline } from "./timeline.js";
import { t } from "./texts.js";

export class Card {
  constructor({ root, roster, badges, edits, url, back }) {
    Object.assign(this, { roster, badges, edits, url, back });
    this.float = new Float(root, "card");
    roster.addEventListener("cells", (event) => this.float.open && event.detail.includes(this.cell) && this.#fill());
  }

  /** Show the cell beside its element; `focus` when it was asked for by key. */
  show(cell, anchor, focus) {
    Object.assign(this, { cell, anchor, more: null });
    this.#fill(focus);
    this.#ask(cell);
  }

  hide() {
    this.float.hide();
  }

  async #ask(cell) {
    const [p, d] = this.roster.place(cell);
    try {
      const more = await get(this.url, { person: this.roster.people[p].id, day: this.roster.days[d].date });
      if (this.cell !== cell || !this.float.open) return;
      this.more = more;
      this.#fill();
    } catch (error) {
      if (!(error instanceof Unreachable || error instanceof LoggedOut || error instanceof Refused)) throw error;
    }
  }

  #fill(focus = false) {
    const kept = this.float.element.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    const [p, d] = this.roster.place(this.cell);
    const label = `${this.roster.people[p].name} ${dayName(this.roster.days[d])}`;
    const content = [make("h2", {}, label), ...this.#plan(), ...this.#rules(), ...(this.roster.editable ? this.#choice(p, d) : [])];
    this.float.show(this.anchor, content, { focus, label, back: this.back });
    if (kept) this.float.element.querySelector(`[data-key="${kept}"]`)?.focus();
  }

  #plan() {
    const shift = this.roster.shift(this.cell);
    const leave = this.roster.leave.get(this.cell);
    const parts = leave ? [make("p", { class: "on-leave" }, t("leave_line", { kind: leave }))] : [];
    if (!shift) return [...parts, make("p", {}, t("day_off"))];
    const same = this.more && this.more.shift === shift.code;
    const breaks = same ? this.more.breaks : [];
    parts.push(make("p", { class: "shift-line" }, shiftLine(shift)), timeline(shift, breaks, shiftLine(shift)));
    if (breaks.length) parts.push(make("ul", { class: "breaks" }, ...breaks.map(([start, end, name, paid]) => make("li", {}, t(paid ? "break_paid" : "break_unpaid", { name, times: range(start, end) })))));
    else if (same && shift.breaks.length) parts.push(make("p", { class: "muted" }, t("breaks_open")));
    return parts;
  }

  #rules() {
    const items = this.roster.badges.get(this.cell)?.items ?? [];
    if (!items.length) return [];
    const list = make("ul", { class: "rules" }, ...items.map((item) => make("li", { class: item.hard ? "hard" : "soft" }, make("b", {}, item.rule), ` ${item.text}`)));
    return [list, ...this.#fixes()];
  }

  /** Shifts the server found to break fewer rules in this cell than what stands there. */
  #fixes() {
    const fixes = this.more?.fixes ?? [];
    if (!this.roster.editable || !fixes.length) return [];
    const buttons = fixes.map(({ code, hard }) => {
      const shift = code === null ? OFF : this.roster.byCode.get(code);
      const words = t(hard ? "fix_fewer" : "fix_all", { shift: this.roster.code(shift), count: hard });
      return make("button", { type: "button", class: "btn btn-sm fix", "data-key": `fix-${code}`, on: { click: () => this.#set(shift) } }, words);
    });
    return [make("div", { class: "fixes" }, make("span", {}, t("fix")), ...buttons)];
  }

  #choice(p, d) {
    const now = this.roster.shown[this.cell];
    const locked = this.roster.locks[this.cell] === 1;
    const shifts = this.roster.shifts.filter((shift) => shift.active).map((shift) => this.#option(shift.number, `chip s${shift.number}`, shift.code, shiftLine(shift), now, locked));
    const group = make("div", { class: "choices", role: "radiogroup", "aria-label": t("choose_shift"), on: { keydown: (event) => this.#arrow(event) } }, ...shifts, this.#option(OFF, "off", this.roster.off, t("day_off"), now, locked));
    if (!group.querySelector("[tabindex='0']")) group.firstChild.setAttribute("tabindex", "0");
    const lock = make("button", { type: "button", class: "btn btn-sm", "data-key": "lock", "aria-pressed": String(locked), on: { click: () => this.edits.toggleLock([this.cell]) } }, t(locked ? "unlock" : "lock"));
    const close = make("button", { type: "button", class: "btn btn-sm", "data-key": "close", on: { click: () => this.hide() } }, t("close"));
    return [this.roster.employed(p, d) ? group : make("p", {}, t("not_employed")), make("div", { class: "card-foot" }, lock, close)];
  }

  #option(shift, look, code, words, now, locked) {
    const on = now === shift;
    return make(
      "button",
      { type: "button", role: "radio", "aria-checked": String(on), tabindex: on ? "0" : "-1", class: `choice ${look}`, "aria-label": words, title: words, disabled: locked && !on, "data-key": `set-${shift}`, on: { click: () => this.#set(shift) } },
      code,
    );
  }

  #set(shift) {
    this.edits.set(shift, { kind: "card", cells: [this.cell] });
  }

  #arrow(event) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const all = [...event.currentTarget.children].filter((one) => !one.disabled);
    const next = all[(all.indexOf(document.activeElement) + by + all.length) % all.length];
    next.focus();
  }

  /** What concerns a person as a whole: hours and the rules that no single day breaks. */
  person(p, anchor, focus) {
    const one = this.roster.people[p];
    const total = this.roster.totals(p);
    const items = this.badges.ofPerson.get(p) ?? [];
    this.cell = null;
    const facts = { number: one.workNumber, team: this.roster.units[one.unit], hours: hours(total.minutes), days: total.days, nights: total.nights, weekends: total.weekends };
    const close = make("button", { type: "button", class: "btn btn-sm", on: { click: () => this.hide() } }, t("close"));
    const rules = make("ul", { class: "rules" }, ...items.map((item) => make("li", { class: item.hard ? "hard" : "soft" }, make("b", {}, item.rule), ` ${item.text}`)));
    const content = [make("h2", {}, one.name), make("p", {}, t("person_line", facts)), items.length ? rules : "", make("div", { class: "card-foot" }, close)];
    this.float.show(anchor, content.filter(Boolean), { focus, label: one.name, back: this.back });
  }
}
