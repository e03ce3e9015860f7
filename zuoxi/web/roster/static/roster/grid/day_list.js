// One day as a list, for a narrow screen: who works which shift, when, and what is wrong with it.
import { matches } from "./arrangement.js";
import { blocks, number } from "./clock.js";
import { dayName } from "./describe.js";
import { make } from "./dom.js";
import { OFF } from "./roster.js";
import { t } from "./texts.js";

export class DayList {
  /** `open(p, d, element)` shows the card of a cell. */
  constructor({ root, roster, coverage, settings, open }) {
    Object.assign(this, { root, roster, coverage, settings, open });
    const today = roster.days.find((day) => day.date === roster.version.today);
    this.d = today?.d ?? 0;
    root.addEventListener("click", (event) => this.#click(event));
    for (const source of [roster, coverage]) for (const name of ["cells", "changed"]) source.addEventListener(name, () => this.#soon());
    settings.addEventListener("changed", () => this.#soon());
    window.matchMedia("(max-width: 720px)").addEventListener("change", () => this.#soon());
    this.#soon();
  }

  get shown() {
    return !this.root.hidden;
  }

  #soon() {
    if (this.frame || !this.shown) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  draw() {
    const scrolled = this.root.querySelector(".day-strip")?.scrollLeft;
    const groups = this.roster.shifts.map((shift) => this.#group(shift.number)).filter(Boolean);
    const off = this.#group(OFF);
    this.root.replaceChildren(this.#days(), make("h2", {}, dayName(this.roster.days[this.d])), this.#cover(), ...groups, off || "");
    const strip = this.root.querySelector(".day-strip");
    if (scrolled !== undefined) strip.scrollLeft = scrolled;
    else strip.querySelector("[aria-current]").scrollIntoView({ block: "nearest", inline: "center" });
  }

  #days() {
    const one = (day) =>
      make(
        "button",
        { type: "button", "data-day": day.d, class: `day-pick ${day.kind}`, "aria-current": day.d === this.d ? "date" : null, title: dayName(day) },
        make("span", {}, t(`weekday_short_${day.weekday}`)),
        make("b", {}, String(day.number)),
        make("span", { class: "visually-hidden" }, dayName(day)),
      );
    return make("div", { class: "day-strip", role: "group", "aria-label": t("choose_day") }, ...this.roster.days.map(one));
  }

  #cover() {
    const lines = this.coverage.queues.map((queue, at) => {
      const found = this.coverage.hours(at, this.d);
      if (!found) return "";
      const look = found.under > 0 ? "short" : "even";
      return make("li", { class: look }, make("span", {}, queue.name), make("b", {}, found.under > 0 ? t("short_hours", { hours: number(found.under) }) : t("covered")));
    });
    return lines.length ? make("ul", { class: "day-cover" }, ...lines) : "";
  }

  #group(shift) {
    const { roster, settings } = this;
    const { q, team, skill } = settings.view;
    const people = roster.people.filter(
      (one) =>
        roster.shown[roster.cell(one.p, this.d)] === shift &&
        matches(one, q) &&
        (team === "" || roster.units[one.unit] === team) &&
        (skill === "" || one.skills.some((at) => roster.skills[at] === skill)),
    );
    if (!people.length) return null;
    const found = roster.shifts[shift];
    const head = found ? [make("span", { class: `chip s${shift}` }, found.code), make("span", { class: "times" }, `${found.name} ${blocks(found.blocks)}`)] : [make("span", { class: "times" }, t("day_off"))];
    const list = make("ul", {}, ...people.map((one) => this.#person(one)));
    return make("details", { class: "day-group", open: Boolean(found) || q !== "", "data-shift": shift }, make("summary", {}, ...head, make("span", { class: "many" }, t("people_count", { count: people.length }))), list);
  }

  #person(one) {
    const cell = this.roster.cell(one.p, this.d);
    const badge = this.roster.badges.get(cell);
    const marks = [
      this.roster.leave.has(cell) ? make("span", { class: "on-leave" }, this.roster.leave.get(cell)) : "",
      this.roster.locks[cell] ? make("span", { class: "mark-lock" }, t("locked")) : "",
      badge ? make("span", { class: badge.hard ? "mark-hard" : "mark-soft" }, badge.hard ? t("hard_count", { count: badge.hard }) : t("soft_count", { count: badge.soft })) : "",
    ];
    return make("li", {}, make("button", { type: "button", "data-person": one.p }, make("span", { class: "who" }, one.name), ...marks));
  }

  #click(event) {
    const day = event.target.closest("[data-day]");
    const person = event.target.closest("[data-person]");
    if (day) {
      this.d = Number(day.dataset.day);
      this.draw();
      this.root.querySelector(`[data-day="${this.d}"]`).focus();
    } else if (person) this.open(Number(person.dataset.person), this.d, person);
  }
}
