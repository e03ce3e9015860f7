// Everything one does in the grid, joined: edits and their way to the server, keys and pointer, cards, strip, lists.
import { get, Unreachable } from "./api.js";
import { Badges } from "./badges.js";
import { Card } from "./card.js";
import { Conflicts } from "./conflicts.js";
import { Coverage } from "./coverage.js";
import { DayList } from "./day_list.js";
import { DayPanel } from "./day_panel.js";
import { cellWords, place } from "./describe.js";
import { after } from "./dom.js";
import { Drafts } from "./drafts.js";
import { Edits } from "./edits.js";
import { Guide } from "./guide.js";
import { Hover } from "./hover.js";
import { Keys } from "./keys.js";
import { Memory } from "./memory.js";
import { Palette } from "./palette.js";
import { part, say } from "./parts.js";
import { Paste } from "./paste.js";
import { Pointer } from "./pointer.js";
import { Status } from "./status.js";
import { Steps } from "./steps.js";
import { Strip } from "./strip.js";
import { Sync } from "./sync.js";
import { t } from "./texts.js";
import { Toolbar } from "./toolbar.js";

const IDLE = 1500; // ms after the last edit until all rules are asked for again: those of the floor concern everybody
const AGAIN = 3000; // ms until rules and cover are asked for again when there was no answer

export class Work {
  constructor(sight) {
    const { page, roster, settings, selection, view } = sight;
    Object.assign(this, { sight, page, urls: page.urls, root: part("root"), roster, settings, selection, view });
    this.#work();
    this.guide = new Guide(this);
    this.#around();
    this.#listen();
    new Memory(this).restore();
    this.tellCell();
    this.start();
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
      quiet: () => this.card.hide(),
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
    settings.addEventListener("changed", () => (this.keys.letters = settings.view.keys));
    sync.addEventListener("settled", (event) => this.#learn(event.detail));
    sync.addEventListener("others", (event) => this.#learn(event.detail));
    sync.addEventListener("refused", (event) => say(event.detail, "error"));
    sync.addEventListener("locked", (event) => say(t("kept_locked", { count: event.detail }), "warning"));
    sync.addEventListener("stale", () => location.reload());
    coverage.addEventListener("changed", () => performance.mark("grid:coverage"));
    view.scroller.addEventListener("scroll", () => this.card.hide(), { passive: true });
    part("full").addEventListener("click", () => this.full());
    document.addEventListener("fullscreenchange", () => !document.fullscreenElement && document.body.classList.contains("grid-full") && this.full());
    part("mode").addEventListener("click", () => settings.change({ layout: this.sight.asDay ? "grid" : "day" }));
    part("next").addEventListener("click", () => this.guide.nextBadge());
    for (const button of document.querySelectorAll("[data-grid-help]")) button.addEventListener("click", () => part("help").showModal());
    part("help").querySelector("[data-close]").addEventListener("click", () => part("help").close());
    this.keys.letters = settings.view.keys;
    this.refresh = after(IDLE, () => this.whole());
  }

  /** Send what is left over, follow the others, fetch rules and cover. */
  async start() {
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

  /** How many rules are broken in all. */
  count() {
    const { hard, soft } = this.badges.count;
    part("hard").textContent = t("hard_total", { count: hard });
    part("soft").textContent = t("soft_total", { count: soft });
    part("rules").dataset.hard = hard > 0;
    if (this.settings.view.issues) this.sight.arrange();
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
