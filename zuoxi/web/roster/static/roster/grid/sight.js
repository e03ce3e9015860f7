// What must be there for the first look: the roster, how it is wanted, the rows on the screen. Everything else is fetched afterwards.
import { arrange } from "./arrangement.js";
import { sheet } from "./colours.js";
import { make } from "./dom.js";
import { part } from "./parts.js";
import { Roster } from "./roster.js";
import { Selection } from "./selection.js";
import { Settings } from "./settings.js";
import { t } from "./texts.js";
import { View } from "./view.js";

export const NARROW = "(max-width: 720px)";
const ARRANGED = ["q", "team", "skill", "issues", "group", "sort"];

export class Sight {
  constructor(page, payload) {
    Object.assign(this, { page, closed: new Set() });
    this.roster = new Roster(payload);
    document.head.append(make("style", {}, sheet(this.roster.shifts)));
    this.settings = new Settings(page.kept, page.urls.keep);
    this.selection = new Selection();
    this.#view();
    this.choose();
    this.arrange();
    this.view.addEventListener("columns", () => this.#settle(), { once: true });
    this.view.setColumns(this.settings.view.cols);
    this.settings.addEventListener("changed", (event) => this.#changed(event.detail));
    window.matchMedia(NARROW).addEventListener("change", () => this.choose());
  }

  #view() {
    const rowHeight = parseInt(getComputedStyle(document.documentElement).getPropertyValue("--zx-row"), 10);
    this.view = new View({ scroller: part("scroll"), grid: part("grid"), roster: this.roster, selection: this.selection, rowHeight });
    this.view.grid.style.setProperty("--row", `${rowHeight}px`);
    this.view.sort = this.settings.view.sort;
  }

  /** The column of today, or of the first day. */
  get today() {
    const { roster, view } = this;
    return view.layout.firstDay + Math.max(0, roster.days.findIndex((day) => day.date === roster.version.today));
  }

  /** Once the grid is drawn for the first time: today. */
  #settle() {
    this.selection.go(this.selection.active.r, this.today);
    this.view.land(false);
  }

  #changed(names) {
    if (names.includes("layout")) this.choose();
    if (names.includes("cols")) this.view.setColumns(this.settings.view.cols);
    if (names.some((name) => ARRANGED.includes(name))) this.arrange();
  }

  /** Filter, sort and group the rows anew; the active person stays active. */
  arrange() {
    const { view, selection } = this;
    const active = view.rows[selection.active.r]?.person;
    const rows = arrange(this.roster, this.settings.view, this.closed);
    const kept = rows.findIndex((row) => row.person && row.person === active);
    view.sort = this.settings.view.sort;
    selection.active.r = selection.anchor.r = kept >= 0 ? kept : Math.max(0, rows.findIndex((row) => row.person));
    view.setRows(rows);
    if (view.layout) {
      view.drawHead();
      view.repaint();
      view.land(view.grid.contains(document.activeElement));
    }
    part("empty").hidden = rows.length > 0;
    part("count").textContent = t("people_count", { count: rows.filter((row) => row.person).length });
  }

  /** The grid, or on a narrow screen one day as a list. */
  choose() {
    const wanted = this.settings.view.layout || (window.matchMedia(NARROW).matches ? "day" : "grid");
    this.asDay = wanted === "day";
    part("days").hidden = !this.asDay;
    part("sheet").hidden = this.asDay;
    part("root").classList.toggle("as-day", this.asDay);
    part("mode").textContent = t(this.asDay ? "as_grid" : "as_day");
    if (!this.asDay) this.view.relayout();
  }
}
