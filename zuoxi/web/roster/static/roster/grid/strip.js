// The strip under the grid: a line per queue, a cell per day, in the grid's own columns; the band in each cell shows the intervals.
import { number, signed } from "./clock.js";
import { dayName } from "./describe.js";
import { make } from "./dom.js";
import { t } from "./texts.js";

export const FIGURES = ["difference", "scheduled", "required"];

export class Strip {
  /** `pick(d)` is called when a day is chosen. */
  constructor({ root, view, roster, coverage, pick }) {
    Object.assign(this, { root, view, roster, coverage, pick, figure: "difference", chosen: null });
    view.addEventListener("columns", () => this.draw());
    coverage.addEventListener("changed", (event) => (this.cells ? event.detail.forEach((d) => this.#day(d)) : this.draw()));
  }

  draw() {
    const { view, coverage } = this;
    if (!view.layout || !coverage.queues.length) return;
    this.cells = new Map();
    this.root.style.width = view.grid.style.width;
    this.root.replaceChildren(...coverage.queues.map((queue, at) => this.#line(queue, at)));
    for (let d = 0; d < this.roster.width; d += 1) this.#day(d);
    this.root.hidden = false;
    this.view.grid.classList.add("has-strip");
  }

  #line(queue, at) {
    const { layout } = this.view;
    const head = make("div", { class: "strip-head", style: `width:${layout.lead}px` }, make("span", { class: "who" }, queue.name), at === 0 ? this.#switch() : "");
    const line = make("div", { class: "strip-line", role: "group", "aria-label": t("coverage_of", { queue: queue.name }) }, head);
    for (const day of this.roster.days) {
      const cell = make("button", { type: "button", class: "cover", tabindex: "-1", on: { click: () => this.pick(day.d) } }, make("span"), make("i", { "aria-hidden": "true" }));
      this.cells.set(`${at}|${day.d}`, cell);
      line.append(cell);
    }
    const tail = layout.columns.filter((column) => column.kind === "total");
    if (tail.length) line.append(this.#sum(at, tail));
    return line;
  }

  #sum(at, tail) {
    const cell = make("div", { class: "strip-sum", style: `width:${tail.reduce((sum, column) => sum + column.width, 0)}px` });
    this.cells.set(`${at}|sum`, cell);
    return cell;
  }

  #switch() {
    const next = () => {
      this.figure = FIGURES[(FIGURES.indexOf(this.figure) + 1) % FIGURES.length];
      this.draw();
      this.root.querySelector(".figure").focus();
    };
    return make("button", { type: "button", class: "figure", title: t("figure_switch"), on: { click: next } }, t(`figure_${this.figure}`));
  }

  #day(d) {
    this.coverage.queues.forEach((queue, at) => {
      const cell = this.cells.get(`${at}|${d}`);
      const found = this.coverage.hours(at, d);
      if (cell && found) this.#fill(cell, found, at, d, queue);
      this.#total(at);
    });
  }

  #fill(cell, found, at, d, queue) {
    const share = found.required ? found.under / found.required : 0;
    const level = share > 0.1 ? "short3" : share > 0.04 ? "short2" : share > 0 ? "short1" : found.over > 0.25 * found.required ? "over" : "even";
    cell.className = `cover ${found.required || found.scheduled ? level : "closed"}${this.chosen === d ? " chosen" : ""}`;
    cell.firstChild.textContent = this.#figure(found);
    cell.classList.toggle("long", cell.firstChild.textContent.length > 3);
    cell.lastChild.style.background = band(this.coverage.at(at, d));
    const facts = { day: dayName(this.roster.days[d]), queue: queue.name, required: number(found.required), scheduled: number(found.scheduled), difference: signed(found.net), under: number(found.under) };
    cell.setAttribute("aria-label", `${cell.firstChild.textContent} ${t("coverage_cell", facts)}`);
    cell.title = t("coverage_cell", facts);
  }

  #figure(found) {
    if (!found.required && !found.scheduled) return "--";
    const round = (value) => (Math.abs(value) >= 10 ? Math.round(value) : value);
    if (this.figure === "difference") return found.under > 0 ? number(-round(found.under)) : signed(round(found.over));
    return number(Math.round(found[this.figure]));
  }

  #total(at) {
    const cell = this.cells.get(`${at}|sum`);
    if (!cell) return;
    let [under, required] = [0, 0];
    for (let d = 0; d < this.roster.width; d += 1) {
      const found = this.coverage.hours(at, d);
      under += found?.under ?? 0;
      required += found?.required ?? 0;
    }
    cell.textContent = under < 0.5 ? t("covered") : t("coverage_sum", { under: number(Math.round(under)), share: required ? `${((100 * under) / required).toFixed(1)}%` : "--" });
    cell.title = t("coverage_sum_long", { under: number(Math.round(under)), required: number(Math.round(required)) });
  }

  /** Mark the day whose intervals are shown. */
  choose(d) {
    this.chosen = d;
    for (const [key, cell] of this.cells || []) cell.classList.toggle("chosen", key.endsWith(`|${d}`));
  }
}

/** A band across the cell, one stop for each stretch of intervals alike: missing, enough, too many, closed. */
function band({ required, scheduled, under }) {
  const kinds = required.map((need, at) => (under[at] > 0 ? "short" : need === 0 && scheduled[at] === 0 ? "none" : scheduled[at] > need ? "over" : "even"));
  const stops = [];
  let start = 0;
  for (let at = 1; at <= kinds.length; at += 1) {
    if (kinds[at] === kinds[start] && at < kinds.length) continue;
    stops.push(`var(--band-${kinds[start]}) ${(100 * start) / kinds.length}% ${(100 * at) / kinds.length}%`);
    start = at;
  }
  return `linear-gradient(to right, ${stops.join(",")})`;
}
