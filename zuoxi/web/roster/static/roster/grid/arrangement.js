// Which rows the grid shows and in which order: filtered, sorted, grouped.
import { OFF } from "./roster.js";
import { t } from "./texts.js";

/** Whether the person is found by what was typed: name, part of the pinyin, start of the initials, start of the work number. */
export function matches(person, text) {
  const typed = text.trim().toLowerCase();
  if (!typed) return true;
  const joined = typed.replace(/\s+/g, "");
  return person.name.toLowerCase().includes(typed) || person.pinyin.includes(joined) || person.initials.startsWith(joined) || person.workNumber.startsWith(typed);
}

function kept(roster, person, view) {
  if (!matches(person, view.q)) return false;
  if (view.team !== "" && String(roster.units[person.unit]) !== view.team) return false;
  if (view.skill !== "" && !person.skills.some((skill) => roster.skills[skill] === view.skill)) return false;
  return !view.issues || hasBadge(roster, person.p);
}

function hasBadge(roster, p) {
  for (let d = 0; d < roster.width; d += 1) if (roster.badges.has(roster.cell(p, d))) return true;
  return false;
}

const KEYS = {
  name: (roster, person) => person.pinyin,
  number: (roster, person) => person.workNumber,
  team: (roster, person) => person.unit,
  contract: (roster, person) => person.contract ?? -1,
  skills: (roster, person) => person.skills.length,
  hours: (roster, person) => roster.totals(person.p).minutes,
  nights: (roster, person) => roster.totals(person.p).nights,
  weekends: (roster, person) => roster.totals(person.p).weekends,
};

function sorted(roster, people, sort) {
  const down = sort.startsWith("-");
  const key = KEYS[sort.replace("-", "")] || KEYS.name;
  const keyed = people.map((person) => [key(roster, person), person]);
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  keyed.sort(([a, one], [b, other]) => (down ? order(b, a) : order(a, b)) || order(one.pinyin, other.pinyin) || order(one.workNumber, other.workNumber));
  return keyed.map(([, person]) => person);
}

/** Groups as [label, people]; a person with several skills stands under the first. */
function grouped(roster, people, group) {
  if (group === "none") return [["", people]];
  const names = group === "team" ? roster.units : roster.skills;
  const groups = new Map();
  for (const person of people) {
    const at = group === "team" ? person.unit : person.skills[0] ?? -1;
    groups.set(at, [...(groups.get(at) || []), person]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([at, members]) => [names[at] ?? t("no_skill"), members]);
}

/** Rows: { person } or { group, people, open }. */
export function arrange(roster, view, closed) {
  const people = sorted(roster, roster.people.filter((person) => kept(roster, person, view)), view.sort);
  const rows = [];
  for (const [label, members] of grouped(roster, people, view.group)) {
    const open = !closed.has(label);
    if (label) rows.push({ group: label, people: members, open });
    if (open) rows.push(...members.map((person) => ({ person })));
  }
  return rows;
}

/** How many of these people work on a day. */
export function headcount(roster, people, d) {
  return people.reduce((sum, person) => sum + (roster.shown[roster.cell(person.p, d)] === OFF ? 0 : 1), 0);
}
