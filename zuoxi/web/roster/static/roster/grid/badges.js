// Which rules each cell breaks. What concerns a whole stretch of the period stands at the person's name, what concerns the floor at the day.

const LONG = 10; // days from which a remark belongs to the person rather than to every cell

export class Badges extends EventTarget {
  constructor(roster) {
    super();
    Object.assign(this, { roster, all: new Map(), ofPerson: new Map(), ofDay: new Map(), known: false });
  }

  /** Take over an answer: `people` lists whose remarks it replaces (null: everybody's, and the floor's). */
  learn({ people, items }) {
    const { roster } = this;
    const before = new Set(roster.badges.keys());
    const replaced = people === null ? roster.people.map((one) => one.p) : people.map((id) => roster.byId.get(id)).filter((p) => p !== undefined);
    for (const p of replaced) this.all.set(p, []);
    if (people === null) this.ofDay.clear();
    for (const item of items) this.#sort(item, people === null);
    for (const p of replaced) this.#spread(p);
    this.known = true;
    this.#tell(before, replaced);
  }

  #sort(item, whole) {
    const p = this.roster.byId.get(item.person);
    if (p !== undefined) this.all.get(p)?.push(item);
    else if (item.person === null && whole) for (const d of item.days) this.ofDay.set(d, [...(this.ofDay.get(d) || []), item]);
  }

  #spread(p) {
    const { roster } = this;
    for (let d = 0; d < roster.width; d += 1) roster.badges.delete(roster.cell(p, d));
    const wide = [];
    for (const item of this.all.get(p)) {
      if (!item.days.length || item.days.length > LONG) wide.push(item);
      else for (const d of item.days) this.#mark(roster.cell(p, d), item);
    }
    this.ofPerson.set(p, wide);
  }

  #mark(cell, item) {
    const badge = this.roster.badges.get(cell) || { hard: 0, soft: 0, items: [] };
    badge[item.hard ? "hard" : "soft"] += 1;
    badge.items.push(item);
    this.roster.badges.set(cell, badge);
  }

  #tell(before, replaced) {
    const touched = new Set(replaced);
    const cells = [...new Set([...before, ...this.roster.badges.keys()])].filter((cell) => touched.has(this.roster.place(cell)[0]));
    this.dispatchEvent(new Event("changed"));
    this.roster.tell(cells);
  }

  get count() {
    let [hard, soft] = [0, 0];
    for (const items of this.all.values()) for (const item of items) item.hard ? (hard += 1) : (soft += 1);
    for (const item of new Set([...this.ofDay.values()].flat())) item.hard ? (hard += 1) : (soft += 1);
    return { hard, soft };
  }
}
