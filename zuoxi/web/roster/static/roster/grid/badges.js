// Which rules each cell breaks. What concerns a whole stretch of the period stands at the person's name, what concerns the floor at the day.
import { OFF } from "./roster.js";

const LONG = 10; // days from which a remark belongs to the person rather than to every cell
const SHORT = 3; // days up to which every cell bears the mark; a longer stretch is underlined and marked at its last day of work

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
      else this.#place(p, item);
    }
    this.ofPerson.set(p, wide);
  }

  #place(p, item) {
    const { roster } = this;
    const worked = item.days.filter((d) => roster.shown[roster.cell(p, d)] !== OFF);
    const at = worked.at(-1) ?? item.days.at(-1);
    for (const d of item.days) this.#mark(roster.cell(p, d), item, item.days.length <= SHORT || d === at);
  }

  /** `icon` is what the cell bears: hard before soft; without one the cell only lies within the stretch. */
  #mark(cell, item, bears) {
    const badge = this.roster.badges.get(cell) || { hard: 0, soft: 0, items: [], icon: "" };
    const kind = item.hard ? "hard" : "soft";
    badge[kind] += 1;
    badge.items.push(item);
    if (bears && badge.icon !== "hard") badge.icon = kind;
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
