// The chosen day by interval: what each queue requires, who is scheduled, the difference; drawn and as a table.
import { clock, number, signed } from "./clock.js";
import { dayName } from "./describe.js";
import { make, svg } from "./dom.js";
import { t } from "./texts.js";

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [480, 118, 26, 16];

export class DayPanel {
  constructor({ root, roster, coverage, badges, closed }) {
    Object.assign(this, { root, roster, coverage, badges, closed, d: null });
    coverage.addEventListener("changed", (event) => this.d !== null && event.detail.includes(this.d) && this.draw());
    badges.addEventListener("changed", () => this.d !== null && this.draw());
  }

  show(d) {
    this.d = d;
    this.draw();
    this.root.hidden = false;
  }

  hide() {
    this.d = null;
    this.root.hidden = true;
    this.closed();
  }

  step(by) {
    const d = this.d + by;
    if (d >= 0 && d < this.roster.width) this.closed(d);
  }

  draw() {
    const open = [...this.root.querySelectorAll("details")].map((one) => one.open);
    const close = make("button", { type: "button", class: "btn btn-sm", on: { click: () => this.hide() } }, t("close"));
    const before = make("button", { type: "button", class: "btn btn-sm", "aria-label": t("day_before"), on: { click: () => this.step(-1) } }, "‹");
    const behind = make("button", { type: "button", class: "btn btn-sm", "aria-label": t("day_after"), on: { click: () => this.step(1) } }, "›");
    const title = make("h2", {}, t("coverage_on", { day: dayName(this.roster.days[this.d]) }));
    const head = make("div", { class: "day-head" }, title, make("div", { class: "day-buttons" }, before, behind, close));
    const charts = make("div", { class: "charts" }, ...this.coverage.queues.map((queue, at) => this.#chart(queue, at)));
    this.root.replaceChildren(head, charts, ...[this.#floor(), this.#table()].filter(Boolean));
    this.root.querySelectorAll("details").forEach((one, at) => (one.open = open[at] ?? false));
  }

  /** What the floor's rules say about this day: a shift without a lead, for instance. */
  #floor() {
    const items = this.badges.ofDay.get(this.d) || [];
    const counts = new Map();
    for (const item of items) counts.set(item.text, { item, count: (counts.get(item.text)?.count ?? 0) + 1 });
    const lines = [...counts.values()].sort((a, b) => b.item.hard - a.item.hard || b.item.cost - a.item.cost);
    const list = lines.map(({ item, count }) => make("li", { class: item.hard ? "hard" : "soft" }, count > 1 ? `${item.text} ×${count}` : item.text));
    return make("details", {}, make("summary", {}, t("floor_count", { count: items.length })), make("ul", { class: "rules" }, ...list));
  }

  #chart(queue, at) {
    const found = this.coverage.at(at, this.d);
    const sums = this.coverage.hours(at, this.d);
    if (!found) return "";
    const worst = this.coverage.worst(at, this.d);
    const facts = { required: number(sums.required), scheduled: number(sums.scheduled), difference: signed(sums.net), under: number(sums.under) };
    const line = t("coverage_line", facts) + (worst ? t("coverage_worst", { time: clock(worst.minute), heads: worst.heads }) : "");
    return make("figure", {}, make("figcaption", {}, make("b", {}, queue.name), make("span", {}, line)), draw(found, this.coverage.step, `${queue.name}: ${line}`));
  }

  #table() {
    const { queues, step } = this.coverage;
    const rows = [];
    for (let at = 0; at < 1440 / step; at += 1) {
      const cells = queues.map((_, q) => this.coverage.at(q, this.d)).map((found) => (found ? [found.required[at], found.scheduled[at]] : [0, 0]));
      if (cells.every(([required, scheduled]) => !required && !scheduled)) continue;
      rows.push(make("tr", {}, make("th", { scope: "row" }, clock(at * step)), ...cells.flatMap(([required, scheduled]) => [required, scheduled, signed(scheduled - required)].map((text) => make("td", {}, String(text))))));
    }
    const top = make("tr", {}, make("th", { scope: "col", rowspan: 2 }, t("interval")), ...queues.map((queue) => make("th", { scope: "colgroup", colspan: 3 }, queue.name)));
    const names = make("tr", {}, ...queues.flatMap(() => ["required", "scheduled", "difference"].map((key) => make("th", { scope: "col" }, t(`figure_${key}`)))));
    const table = make("table", { class: "table table-sm" }, make("thead", {}, top, names), make("tbody", {}, ...rows));
    return make("details", {}, make("summary", {}, t("as_table")), make("div", { class: "day-table", tabindex: "0", role: "region", "aria-label": t("as_table") }, table));
  }
}

/** Scheduled as bars, missing heads hatched on top of them, required as a stepped line. */
function draw({ required, scheduled, under }, step, words) {
  const top = Math.max(4, ...required, ...scheduled);
  const x = (at) => LEFT + ((WIDTH - LEFT) * at) / required.length;
  const y = (heads) => 4 + (HEIGHT - BOTTOM - 4) * (1 - heads / top);
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words });
  for (const share of [0, 0.5, 1]) {
    const heads = Math.round(top * share);
    picture.append(svg("line", { x1: LEFT, x2: WIDTH, y1: y(heads), y2: y(heads), class: "rule" }), svg("text", { x: LEFT - 4, y: y(heads) + 3, class: "tick end" }, String(heads)));
  }
  required.forEach((need, at) => {
    const width = x(1) - x(0) - 0.6;
    if (scheduled[at]) picture.append(svg("rect", { x: x(at), y: y(scheduled[at]), width, height: y(0) - y(scheduled[at]), class: scheduled[at] > need ? "bar over" : "bar" }));
    if (under[at]) picture.append(svg("rect", { x: x(at), y: y(need), width, height: y(need - under[at]) - y(need), class: "bar short" }));
  });
  const path = required.map((need, at) => `${at ? "L" : "M"}${x(at)},${y(need)}L${x(at + 1)},${y(need)}`).join("");
  picture.append(svg("path", { d: path, class: "need" }));
  for (let hour = 0; hour <= 24; hour += 3) picture.append(svg("text", { x: Math.min(x((hour * 60) / step), WIDTH - 1), y: HEIGHT - 4, class: hour === 24 ? "tick end" : hour ? "tick mid" : "tick" }, hour === 24 ? "24:00" : clock(hour * 60)));
  return picture;
}
