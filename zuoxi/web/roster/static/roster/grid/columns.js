// The columns of the grid: the name, what is known of a person, the days, the totals.
import { hours } from "./clock.js";
import { t } from "./texts.js";

export const NAME = "name";
export const INFO = ["team", "number", "contract", "skills"];
export const TOTALS = ["hours", "nights", "weekends"];
export const DEFAULT = ["hours", "nights", "weekends"];

const WIDTHS = { name: 132, team: 96, number: 80, contract: 88, skills: 128, hours: 56, nights: 52, weekends: 60 };
const [LEAST, MOST] = [28, 52];
export const NARROW = 640; // px of room below which only the name stands before the days

const VALUES = {
  team: (roster, person) => roster.units[person.unit] ?? "",
  number: (roster, person) => person.workNumber,
  contract: (roster, person) => (person.contract === null ? "--" : roster.contracts[person.contract]),
  skills: (roster, person) => person.skills.map((skill) => roster.skills[skill]).join(t("list_comma")) || "--",
  hours: (roster, person) => hours(roster.totals(person.p).minutes),
  nights: (roster, person) => String(roster.totals(person.p).nights),
  weekends: (roster, person) => String(roster.totals(person.p).weekends),
};

export function value(key, roster, person) {
  return VALUES[key](roster, person);
}

export function label(key) {
  return t(`column_${key}`);
}

/** The columns in order, with widths in px that fill `room` where they can; `codeWidth` is what the longest shift code needs. */
export function layout(chosen, days, room, codeWidth) {
  const before = [NAME, ...(room < NARROW ? [] : INFO.filter((key) => chosen.includes(key)))];
  const behind = TOTALS.filter((key) => chosen.includes(key));
  const fixed = [...before, ...behind].reduce((sum, key) => sum + WIDTHS[key], 0);
  const least = Math.max(LEAST, codeWidth);
  const dayWidth = Math.max(least, Math.min(Math.max(MOST, least), Math.floor((room - fixed) / days.length)));
  const rest = Math.max(0, Math.min(room - fixed - dayWidth * days.length, dayWidth));
  const columns = [
    ...before.map((key) => ({ key, kind: "info", width: WIDTHS[key] + (key === NAME ? rest : 0) })),
    ...days.map((day) => ({ key: day.date, kind: "day", d: day.d, width: dayWidth })),
    ...behind.map((key) => ({ key, kind: "total", width: WIDTHS[key] })),
  ];
  return { columns, dayWidth, firstDay: before.length, lead: before.reduce((sum, key) => sum + WIDTHS[key], rest) };
}
