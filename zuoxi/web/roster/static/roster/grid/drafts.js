// Steps that the server has not confirmed, and conflicts nobody has decided, are kept in this browser, by person and version, so that closing the page loses none.
import { Cell } from "./roster.js";

export class Drafts {
  constructor(person, version) {
    this.key = `zuoxi.grid.${person}.${version}`;
  }

  write(roster, steps) {
    if (!steps.length) {
      localStorage.removeItem(this.key);
      return;
    }
    const rows = steps.map(({ kind, cells }) => [kind, [...cells].map(([cell, value]) => this.#row(roster, cell, value))]);
    localStorage.setItem(this.key, JSON.stringify(rows));
  }

  /** Conflicts that wait for a decision. */
  keep(conflicts) {
    if (conflicts.length) localStorage.setItem(`${this.key}.conflicts`, JSON.stringify(conflicts));
    else localStorage.removeItem(`${this.key}.conflicts`);
  }

  conflicts() {
    return JSON.parse(localStorage.getItem(`${this.key}.conflicts`) || "[]");
  }

  #row(roster, cell, value) {
    const [p, d] = roster.place(cell);
    return [roster.people[p].id, roster.days[d].date, value.shift < 0 ? null : roster.code(value.shift), value.locked];
  }

  /** The steps left over; cells of people or shifts that are gone are dropped. */
  read(roster) {
    const days = new Map(roster.days.map((day) => [day.date, day.d]));
    const rows = JSON.parse(localStorage.getItem(this.key) || "[]");
    return rows.map(([kind, list]) => {
      const known = list.filter(([id, date, code]) => roster.byId.has(id) && days.has(date) && (code === null || roster.byCode.has(code)));
      return { kind, cells: new Map(known.map(([id, date, code, locked]) => this.#cell(roster, days, id, date, code, locked))) };
    });
  }

  #cell(roster, days, id, date, code, locked) {
    return [roster.cell(roster.byId.get(id), days.get(date)), new Cell(code === null ? -1 : roster.byCode.get(code), locked)];
  }
}
