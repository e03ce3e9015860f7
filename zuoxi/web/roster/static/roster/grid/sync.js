// Edits are shown at once and sent in order; what the server has not confirmed lies as a layer over what it has.
import { get, post, LoggedOut, Refused, Unreachable } from "./api.js";
import { Cell } from "./roster.js";

const GATHER = 10; // ms to gather edits before a batch is sent
const BATCH = 20; // steps in one request
const POLL = 2000; // ms between looks at what other planners did (UX 10: at most 3 s)
const MISSES = 3; // looks without an answer before it is said
const WAITS = [1000, 2000, 4000, 8000, 15000]; // ms before the next try when there is no answer

/** One step of the planner: its kind, and for each cell what it shall be. */
class Step {
  constructor(kind, cells) {
    this.kind = kind;
    this.cells = cells;
  }
}

/**
 * Events: `state` (saved, saving, unsaved, offline, logged-out, cut), `refused` (message), `locked` (count), `conflict` (list), `settled` (what
 * came back), `others` (what other planners changed), `stale` (published meanwhile, or a person or shift that this page does not know).
 */
export class Sync extends EventTarget {
  constructor(roster, urls, drafts) {
    super();
    Object.assign(this, { roster, urls, drafts, steps: [], sending: 0, failures: 0, missed: 0, state: "saved", savedAt: "", timer: 0 });
    this.seen = roster.version.revision;
    window.addEventListener("online", () => this.retry());
  }

  /** Show a step at once and send it soon. `cells`: Map of cell number to Cell. Returns how many cells it changes. */
  push(kind, cells) {
    const changed = new Map([...cells].filter(([cell, value]) => !value.same(this.roster.get(cell))));
    if (!changed.size) return 0;
    this.steps.push(new Step(kind, changed));
    for (const [cell, value] of changed) this.roster.show(cell, value);
    this.#kept();
    this.roster.tell([...changed.keys()]);
    this.#become(this.failures ? this.state : "saving");
    if (!this.failures) this.#soon(GATHER);
    return changed.size;
  }

  /** Steps that were still unsent when the page was closed; they speak of the revision that was known then, so that nobody is overwritten. */
  restore() {
    const { seen, steps } = this.drafts.read(this.roster);
    if (steps.length) this.seen = Math.min(this.seen, seen);
    for (const { kind, cells } of steps) this.push(kind, cells);
    return steps.length;
  }

  /** Look regularly at what others do; a published roster does not change any more. */
  start() {
    if (!this.roster.version.draft) return;
    this.poller = setInterval(() => this.#look(), POLL);
    document.addEventListener("visibilitychange", () => this.#look());
  }

  retry() {
    this.failures = 0;
    this.#become(this.steps.length ? "saving" : "saved");
    this.#soon(0);
  }

  /** Wait until everything is sent; false if it cannot be sent now. */
  async drain() {
    while (this.steps.length && !this.failures) {
      clearTimeout(this.timer);
      await (this.sent || this.#send());
    }
    return this.steps.length === 0;
  }

  /** Undo or redo: one step or several, by the server, which keeps the list. */
  async turn(direction, times = 1) {
    if (!(await this.drain())) return null;
    this.#become("saving");
    return this.#travel(() => post(this.urls[direction], { times, seen: this.seen }));
  }

  #soon(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#send(), wait);
  }

  #send() {
    if (this.sent || !this.steps.length) return this.sent || Promise.resolve();
    this.sending = Math.min(this.steps.length, BATCH);
    const body = { seen: this.seen, steps: this.steps.slice(0, this.sending).map((step) => this.#plain(step)) };
    return this.#travel(() => post(this.urls.change, body));
  }

  /** One request at a time: what is pushed meanwhile goes with the next. */
  #travel(ask) {
    this.sent = this.#exchange(ask).finally(() => {
      this.sent = null;
      this.sending = 0;
      if (this.steps.length) this.#soon(this.failures ? WAITS[Math.min(this.failures, WAITS.length) - 1] : 0);
    });
    return this.sent;
  }

  #plain({ kind, cells }) {
    const rows = [...cells].map(([cell, value]) => {
      const [p, d] = this.roster.place(cell);
      return [this.roster.people[p].id, d, value.shift < 0 ? null : this.roster.code(value.shift), value.locked];
    });
    return { kind, cells: rows };
  }

  async #exchange(ask) {
    try {
      const answer = await ask();
      this.failures = 0;
      this.#settle(answer);
      return answer;
    } catch (error) {
      this.#failed(error);
      return null;
    }
  }

  #settle(answer) {
    const outcomes = answer.outcomes || [];
    const done = this.steps.splice(0, outcomes.length);
    const touched = new Set(done.flatMap((step) => [...step.cells.keys()]));
    this.#learn(answer, touched);
    this.savedAt = answer.at || this.savedAt;
    outcomes.forEach((outcome, number) => this.#judge(outcome, done[number]));
    this.#kept();
    this.#become(this.steps.length ? "saving" : "saved");
    this.dispatchEvent(new CustomEvent("settled", { detail: answer }));
  }

  /** A step may be refused as a whole, or lose cells to another planner or to a lock. */
  #judge(outcome, step) {
    if (outcome.message) this.dispatchEvent(new CustomEvent("refused", { detail: outcome.message }));
    const changed = (outcome.conflicts || []).filter((one) => one.reason === "changed");
    const locked = (outcome.conflicts || []).filter((one) => one.reason === "locked");
    if (locked.length) this.dispatchEvent(new CustomEvent("locked", { detail: locked.length }));
    if (!changed.length) return;
    const lost = new Set(changed.map((one) => this.cellOf(one)));
    const clean = new Map([...step.cells].filter(([cell]) => !lost.has(cell)));
    if (clean.size) this.push(step.kind, clean);
    this.dispatchEvent(new CustomEvent("conflict", { detail: changed }));
  }

  cellOf({ person, day }) {
    return this.roster.cell(this.roster.byId.get(person), day);
  }

  /** Take over what the server has stored; cells with an unsent step keep showing that. */
  #learn(answer, touched = new Set()) {
    const { roster } = this;
    for (const [person, day, code, locked] of answer.cells || []) {
      const p = roster.byId.get(person);
      if (p === undefined || (code !== null && !roster.byCode.has(code))) {
        this.dispatchEvent(new CustomEvent("stale"));
        continue;
      }
      const cell = roster.cell(p, day);
      roster.stored[cell] = code === null ? -1 : roster.byCode.get(code);
      roster.storedLocks[cell] = locked ? 1 : 0;
      touched.add(cell);
    }
    this.seen = answer.revision ?? this.seen;
    const cells = [...touched];
    for (const cell of cells) roster.show(cell, this.#layered(cell));
    roster.tell(cells);
  }

  #layered(cell) {
    const { roster } = this;
    for (let at = this.steps.length - 1; at >= 0; at -= 1) {
      const value = this.steps[at].cells.get(cell);
      if (value) return value;
    }
    return new Cell(roster.stored[cell], roster.storedLocks[cell] === 1);
  }

  #failed(error) {
    if (error instanceof Unreachable) {
      this.failures += 1;
      this.#become(!this.steps.length ? "cut" : navigator.onLine ? "unsaved" : "offline");
      return;
    }
    if (error instanceof LoggedOut) {
      this.failures = WAITS.length;
      this.#become("logged-out");
      return;
    }
    if (!(error instanceof Refused)) throw error;
    this.#rollBack();
    this.dispatchEvent(new CustomEvent("refused", { detail: error.message }));
  }

  /** The server said no to a whole request: the cells go back to what is stored. */
  #rollBack() {
    const dropped = this.steps.splice(0, this.sending);
    this.#learn({}, new Set(dropped.flatMap((step) => [...step.cells.keys()])));
    this.#kept();
    this.#become(this.steps.length ? "saving" : "saved");
  }

  async #look() {
    if (document.hidden || this.sent || this.looking) return;
    this.looking = true;
    try {
      const answer = await get(this.urls.since, { revision: this.seen });
      if (this.sent) return;
      if (!answer.draft) this.dispatchEvent(new CustomEvent("stale"));
      this.#learn(answer);
      if (answer.cells.length) this.dispatchEvent(new CustomEvent("others", { detail: answer }));
      this.missed = 0;
      if (this.failures || this.state === "cut") this.retry();
    } catch (error) {
      this.#missed(error);
    } finally {
      this.looking = false;
    }
  }

  /** A look that brought nothing: only after several in a row is it said that others' changes are not seen. */
  #missed(error) {
    if (error instanceof LoggedOut) this.#failed(error);
    else if (!(error instanceof Unreachable || error instanceof Refused)) throw error;
    else if ((this.missed += 1) >= MISSES && !this.steps.length) this.#become("cut");
  }

  #kept() {
    this.roster.waiting = new Set(this.steps.flatMap((step) => [...step.cells.keys()]));
    this.drafts.write(this.roster, this.steps, this.seen);
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}
