// The roster as the page knows it: people, days, shifts, and what each cell shows. Cells are numbered person x days + day.

export const OFF = -1;

/** What a cell is worth: a shift number (OFF: a day off) and whether it is locked. */
export class Cell {
  constructor(shift, locked) {
    this.shift = shift;
    this.locked = locked;
  }

  same(other) {
    return this.shift === other.shift && this.locked === other.locked;
  }
}

/** A person's row of the payload, in words. */
function person(row, number) {
  const [id, workNumber, name, pinyin, initials, unit, contract, skills, lead, first, last] = row;
  return { p: number, id, workNumber, name, pinyin, initials, unit, contract, skills, lead, first, last };
}

/** A day of the payload: ISO date, ISO weekday, what the calendar says (`work`, `rest`, `holiday`, `makeup`) and the holiday's name. */
function day(row, number) {
  const [date, weekday, kind, name] = row;
  return { d: number, date, weekday, kind, name, number: Number(date.slice(8)) };
}

/** Events: `cells` (detail: the numbers of cells whose look changed), `badges` (the same), `revision`. */
export class Roster extends EventTarget {
  constructor(payload) {
    super();
    Object.assign(this, { version: payload.version, units: payload.units, skills: payload.skills, contracts: payload.contracts, off: payload.off });
    this.editable = payload.editable;
    this.people = payload.people.map(person);
    this.days = payload.days.map(day);
    this.shifts = payload.shifts.map((shift, number) => ({ ...shift, number, tail: Math.max(0, shift.blocks.at(-1)[1] - 1440) / 1440 }));
    this.width = this.days.length;
    this.byId = new Map(this.people.map((one) => [one.id, one.p]));
    this.byCode = new Map(this.shifts.map((shift) => [shift.code, shift.number]));
    this.byLetter = new Map(this.shifts.filter((shift) => shift.active).map((shift) => [shift.letter, shift.number]));
    this.#fill(payload);
  }

  #fill(payload) {
    const size = this.people.length * this.width;
    this.stored = Int16Array.from(payload.cells);
    this.storedLocks = new Uint8Array(size);
    for (const cell of payload.locks) this.storedLocks[cell] = 1;
    this.shown = Int16Array.from(this.stored);
    this.locks = Uint8Array.from(this.storedLocks);
    this.badges = new Map();
    this.conflicts = new Set();
    this.waiting = new Set();
    this.leave = new Map();
    for (const [p, first, last, kind] of payload.leave) {
      for (let d = first; d <= last; d += 1) this.leave.set(this.cell(p, d), kind);
    }
  }

  cell(p, d) {
    return p * this.width + d;
  }

  place(cell) {
    return [Math.floor(cell / this.width), cell % this.width];
  }

  get(cell) {
    return new Cell(this.shown[cell], this.locks[cell] === 1);
  }

  shift(cell) {
    const number = this.shown[cell];
    return number === OFF ? null : this.shifts[number];
  }

  code(number) {
    return number === OFF ? this.off : this.shifts[number].code;
  }

  /** Whether the person is employed on that day: a shift may only be given then. */
  employed(p, d) {
    const { first, last } = this.people[p];
    return d >= first && d <= last;
  }

  show(cell, value) {
    this.shown[cell] = value.shift;
    this.locks[cell] = value.locked ? 1 : 0;
  }

  tell(cells) {
    if (cells.length) this.dispatchEvent(new CustomEvent("cells", { detail: cells }));
  }

  /** Hours, nights and weekend days of a person in this period. */
  totals(p) {
    const total = { minutes: 0, nights: 0, weekends: 0, days: 0 };
    for (let d = 0, cell = p * this.width; d < this.width; d += 1, cell += 1) {
      if (this.shown[cell] === OFF) continue;
      const shift = this.shifts[this.shown[cell]];
      total.days += 1;
      total.minutes += shift.paid_min;
      total.nights += shift.night ? 1 : 0;
      total.weekends += this.days[d].weekday > 5 ? 1 : 0;
    }
    return total;
  }
}
