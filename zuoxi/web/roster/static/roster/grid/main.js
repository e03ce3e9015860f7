// Puts the page together: reads what the template says, fetches the roster, and joins the parts.
import { get, Unreachable } from "./api.js";
import { arrange } from "./arrangement.js";
import { Badges } from "./badges.js";
import { Card } from "./card.js";
import { sheet } from "./colours.js";
import { Conflicts } from "./conflicts.js";
import { Coverage } from "./coverage.js";
import { DayList } from "./day_list.js";
import { DayPanel } from "./day_panel.js";
import { cellWords, place } from "./describe.js";
import { after, make } from "./dom.js";
import { Drafts } from "./drafts.js";
import { Edits } from "./edits.js";
import { Guide } from "./guide.js";
import { Hover } from "./hover.js";
import { Keys } from "./keys.js";
import { Memory } from "./memory.js";
import { Palette } from "./palette.js";
import { Paste } from "./paste.js";
import { Pointer } from "./pointer.js";
import { Roster } from "./roster.js";
import { Selection } from "./selection.js";
import { Settings } from "./settings.js";
import { Status } from "./status.js";
import { Steps } from "./steps.js";
import { Strip } from "./strip.js";
import { Sync } from "./sync.js";
import { load, t } from "./texts.js";
import { Toolbar } from "./toolbar.js";
import { View } from "./view.js";

const NARROW = "(max-width: 720px)";
const IDLE = 1500; // ms after the last edit until all rules are asked for again: those of the floor concern everybody
const AGAIN = 3000; // ms until rules and cover are asked for again when there was no answer

const part = (name) => document.querySelector(`[data-grid="${name}"]`);
const say = (text, level) => window.zuoxi.toast(text, level);

class Page {
  constructor(page, payload) {
    Object.assign(this, { page, urls: page.urls, root: part("root"), closed: new Set() });
    this.roster = new Roster(payload);
    document.head.append(make("style", {}, sheet(this.roster.shifts)));
    this.settings = new Settings(page.kept, page.urls.keep);
    this.#grid();
    this.#work();
    this.guide = new Guide(this);
    this.#around();
    this.#listen();
    this.choose();
    this.arrange();
    this.view.addEventListener("columns", () => this.#settle(), { once: true });
    this.view.setColumns(this.settings.view.cols);
    this.start();
  }

  /** Once the grid is drawn for the first time: where the planner was, or today. */
  #settle() {
    if (new Memory(this).restore()) return;
    this.selection.go(this.selection.active.r, this.view.layout.firstDay + this.firstDay);
    this.view.land(false);
  }

  #grid() {
    const { roster } = this;
    this.selection = new Selection();
    const rowHeight = parseInt(getComputedStyle(document.documentElement).getPropertyValue("--zx-row"), 10);
    this.view = new View({ scroller: part("scroll"), grid: part("grid"), roster, selection: this.selection, rowHeight });
    this.view.grid.style.setProperty("--row", `${rowHeight}px`);
    this.view.sort = this.settings.view.sort;
    const first = roster.days.findIndex((day) => day.date === roster.version.today);
    this.firstDay = Math.max(0, first);
  }

  #work() {
    const { roster, view, selection } = this;
    const drafts = (this.drafts = new Drafts(this.page.person, roster.version.id));
    this.sync = new Sync(roster, this.urls, drafts);
    this.badges = new Badges(roster);
    this.coverage = new Coverage();
    this.edits = new Edits({ roster, sync: this.sync, view, selection, say });
    this.card = new Card({ root: this.root, roster, badges: this.badges, edits: this.edits, url: this.urls.cell, back: () => view.land() });
    this.palette = new Palette({ root: part("palette"), roster, picked: (shift) => view.grid.classList.toggle("armed", shift !== undefined) });
    new Paste({ roster, view, selection, edits: this.edits, say, dialog: part("pasted"), offWords: this.page.off_words });
    new Status({ line: part("state"), banner: part("banner"), sync: this.sync, login: this.page.login });
    new Conflicts({ root: part("conflicts"), roster, sync: this.sync, drafts, show: (cell) => this.guide.goTo(cell) });
    this.steps = new Steps({ undo: part("undo"), redo: part("redo"), list: part("steps"), root: this.root, urls: this.urls, sync: this.sync, say });
  }

  #around() {
    const { roster, view, coverage, badges } = this;
    const pick = (d) => this.guide.chooseDay(d);
    this.strip = new Strip({ root: part("strip"), view, roster, coverage, pick });
    this.dayPanel = new DayPanel({ root: part("day"), roster, coverage, badges, closed: (d) => this.guide.chooseDay(d ?? null) });
    new Toolbar({ root: part("tools"), roster, settings: this.settings });
    new Hover({ root: this.root, view, roster, cellAt: (r, c) => this.edits.cellAt(r, c), silent: () => this.card.float.open });
    this.dayList = new DayList({ root: part("days"), roster, coverage, settings: this.settings, open: (p, d, at) => this.card.show(roster.cell(p, d), at, true) });
    const commands = {
      undo: () => roster.editable && this.steps.turn("undo"),
      redo: () => roster.editable && this.steps.turn("redo"),
      open: (r, c) => this.guide.open(r, c, true),
      peek: (r, c) => this.guide.peek(r, c),
      help: () => part("help").showModal(),
      leave: () => this.guide.leave(),
      paint: (shift) => this.edits.set(shift, { kind: "paint" }),
      head: (c) => this.guide.head(c),
      fold: (r) => this.guide.fold(r),
    };
    this.keys = new Keys({ view, selection: this.selection, edits: this.edits, roster, commands });
    new Pointer({ view, selection: this.selection, brush: () => (roster.editable ? this.palette.brush : undefined), commands });
  }

  #listen() {
    const { roster, settings, sync, badges, coverage, view, selection } = this;
    roster.addEventListener("cells", (event) => this.#changed(event.detail));
    badges.addEventListener("changed", () => this.count());
    selection.addEventListener("moved", () => this.tellCell());
    settings.addEventListener("changed", (event) => this.#viewChanged(event.detail));
    sync.addEventListener("settled", (event) => this.#learn(event.detail));
    sync.addEventListener("others", (event) => this.#learn(event.detail));
    sync.addEventListener("refused", (event) => say(event.detail, "error"));
    sync.addEventListener("locked", (event) => say(t("kept_locked", { count: event.detail }), "warning"));
    sync.addEventListener("stale", () => location.reload());
    coverage.addEventListener("changed", () => performance.mark("grid:coverage"));
    view.scroller.addEventListener("scroll", () => this.card.hide(), { passive: true });
    window.matchMedia(NARROW).addEventListener("change", () => this.choose());
    part("full").addEventListener("click", () => this.full());
    document.addEventListener("fullscreenchange", () => !document.fullscreenElement && document.body.classList.contains("grid-full") && this.full());
    part("mode").addEventListener("click", () => settings.change({ layout: this.dayList.shown ? "grid" : "day" }));
    part("next").addEventListener("click", () => this.guide.nextBadge());
    for (const button of document.querySelectorAll("[data-grid-help]")) button.addEventListener("click", () => part("help").showModal());
    part("help").querySelector("[data-close]").addEventListener("click", () => part("help").close());
    this.refresh = after(IDLE, () => this.whole());
  }

  /** Fetch what comes after the first paint. */
  async start() {
    requestAnimationFrame(() => setTimeout(() => performance.mark("grid:shown")));
    this.#pickUp();
    this.sync.start();
    const turns = this.roster.version.turns;
    if (turns) this.sync.dispatchEvent(new CustomEvent("settled", { detail: { turns } }));
    await this.whole();
  }

  /** What could not be sent before the page was closed: sent now, or, where the roster was published since, named and dropped. */
  #pickUp() {
    const { editable } = this.roster;
    const count = editable ? this.sync.restore() : this.drafts.drop();
    if (count) say(t(editable ? "restored" : "too_late", { count }), editable ? "info" : "warning");
  }

  /** All rules and the whole cover; asked again later when there is no answer. */
  async whole() {
    try {
      const [rules, cover] = await Promise.all([get(this.urls.violations), get(this.urls.coverage)]);
      this.badges.learn(rules);
      this.coverage.learn(cover.coverage);
      performance.mark("grid:whole");
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      setTimeout(() => this.whole(), AGAIN);
    }
  }

  #learn(answer) {
    if (answer.violations) {
      this.badges.learn(answer.violations);
      performance.mark("grid:badges");
    }
    if (answer.coverage) this.coverage.learn(answer.coverage);
    if (answer.violations) this.refresh();
  }

  #changed() {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.view.repaint();
      this.tellCell();
      performance.mark("grid:echo");
    });
  }

  #viewChanged(names) {
    if (names.includes("layout")) this.choose();
    if (names.includes("cols")) this.view.setColumns(this.settings.view.cols);
    if (names.some((name) => ["q", "team", "skill", "issues", "group", "sort"].includes(name))) this.arrange();
    this.keys.letters = this.settings.view.keys;
  }

  arrange() {
    const active = this.view.rows[this.selection.active.r]?.person;
    const rows = arrange(this.roster, this.settings.view, this.closed);
    const kept = rows.findIndex((row) => row.person && row.person === active);
    const first = rows.findIndex((row) => row.person);
    this.view.sort = this.settings.view.sort;
    this.selection.active.r = this.selection.anchor.r = kept >= 0 ? kept : Math.max(0, first);
    this.view.setRows(rows);
    if (this.view.layout) {
      this.view.drawHead();
      this.view.repaint();
      this.view.land(this.view.grid.contains(document.activeElement));
    }
    part("empty").hidden = rows.length > 0;
    part("count").textContent = t("people_count", { count: rows.filter((row) => row.person).length });
    this.keys.letters = this.settings.view.keys;
  }

  /** The grid, or on a narrow screen one day as a list. */
  choose() {
    const wanted = this.settings.view.layout || (window.matchMedia(NARROW).matches ? "day" : "grid");
    const asDay = wanted === "day";
    this.dayList.root.hidden = !asDay;
    part("sheet").hidden = asDay;
    this.root.classList.toggle("as-day", asDay);
    part("mode").textContent = t(asDay ? "as_grid" : "as_day");
    if (asDay) this.dayList.draw();
    else this.view.relayout();
  }

  count() {
    const { hard, soft } = this.badges.count;
    part("hard").textContent = t("hard_total", { count: hard });
    part("soft").textContent = t("soft_total", { count: soft });
    part("rules").dataset.hard = hard > 0;
    if (this.settings.view.issues) this.arrange();
    else this.view.repaint();
  }

  /** The line above the grid: the active cell in words. */
  tellCell() {
    const { box, single, active } = this.selection;
    const cell = this.edits.cellAt(active.r, active.c);
    const cells = single ? [] : this.edits.cells(box);
    part("where").textContent = cells.length > 1 ? t("block", { count: cells.length }) : cell === null ? "" : place(this.roster, cell);
    part("what").textContent = cell === null ? "" : cellWords(this.roster, cell);
  }

  /** The whole screen for the grid: the browser's own full screen where it gives it, without menu and bars in any case. */
  full() {
    const full = document.body.classList.toggle("grid-full");
    part("full").setAttribute("aria-pressed", String(full));
    if (full) document.documentElement.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement) document.exitFullscreen();
  }
}

async function begin() {
  const page = JSON.parse(document.getElementById("grid-page").textContent);
  load("grid-texts");
  try {
    window.zuoxiGrid = new Page(page, await get(page.urls.data));
    part("root").removeAttribute("aria-busy");
  } catch (error) {
    part("loading").textContent = t("not_loaded");
    throw error;
  }
  part("loading").remove();
}

begin();
