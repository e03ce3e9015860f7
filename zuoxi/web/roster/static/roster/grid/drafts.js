// Steps that the server has not confirmed, and conflicts nobody has decided, are kept in this browser, by person and version, so that closing the page loses none.
import { Cell } from "./roster.js";

export class Drafts {
  constructor(person, version) {
    this.key = `zuoxi.grid.${person}.${version}`;
  }

  /** `seen` is the revision that was known when the steps were made. */
  write(roster, steps, seen) {
    const rows = steps.map(({ kind, cells }) => [kind, [...cells].map(([cell, value]) => this.#row(roster, cell, value))]);
    this.#store(this.key, rows.length ? { seen, rows } : null);
  }

  /** A browser whose storage is full or closed keeps nothing; the work goes on all the same. */
  #store(key, value) {
    try {
      if (value === null) localStorage.removeItem(key);
      else localStorage.setItem(key, JSON.stringify(value));
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /** Conflicts that wait for a decision. */
  keep(conflicts) {
    this.#store(`${this.key}.conflicts`, conflicts.length ? conflicts : null);
  }

  conflicts() {
    return JSON.parse(localStorage.getItem(`${this.key}.conflicts`) || "[]");
  }

  #row(roster, cell, value) {
    const [p, d] = roster.place(cell);
    return [roster.people[p].id, roster.days[d].date, value.shift < 0 ? null : roster.code(value.shift), value.locked];
  }

  /** Forget the steps; how many there were. */
  drop() {
    const { rows } = JSON.parse(localStorage.getItem(this.key) || '{"rows":[]}');
    this.#store(this.key, null);
    return rows.length;
  }

  /** The steps left over; cells of people or shifts that are gone are dropped. */
  read(roster) {
    const days = new Map(roster.days.map((day) => [day.date, day.d]));
    const { seen, rows } = JSON.parse(localStorage.getItem(this.key) || '{"seen":0,"rows":[]}');
    const steps = rows.map(([kind, list]) => {
      const known = list.filter(([id, date, code]) => roster.byId.has(id) && days.has(date) && (code === null || roster.byCode.has(code)));
      return { kind, cells: new Map(known.map(([id, date, code, locked]) => this.#cell(roster, days, id, date, code, locked))) };
    });
    return { seen, steps };
  }

  #cell(roster, days, id, date, code, locked) {
    return [roster.cell(roster.byId.get(id), days.get(date)), new Cell(code === null ? -1 : roster.byCode.get(code), locked)];
  }
}
