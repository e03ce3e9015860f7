// A cell in words: for screen readers, for the line above the grid, for the hover card.
import { blocks, hours } from "./clock.js";
import { t } from "./texts.js";

export function dayName(day) {
  const mark = day.kind === "holiday" ? t("mark_holiday", { name: day.name }) : day.kind === "makeup" ? t("mark_makeup") : "";
  return [`${day.date} ${t(`weekday_${day.weekday}`)}`, mark].filter(Boolean).join(" ");
}

export function shiftLine(shift) {
  return t("shift_line", { name: shift.name, times: blocks(shift.blocks), hours: hours(shift.paid_min) });
}

/** What stands in the cell: shift with times or day off, leave, lock, rules, in that order. */
export function cellWords(roster, cell) {
  const [p, d] = roster.place(cell);
  const shift = roster.shift(cell);
  const badge = roster.badges.get(cell);
  return [
    shift ? `${shift.code} ${shift.name} ${blocks(shift.blocks)}` : roster.leave.has(cell) ? "" : t("day_off"),
    roster.leave.get(cell),
    roster.employed(p, d) ? "" : t("not_employed"),
    roster.locks[cell] ? t("locked") : "",
    badge?.hard ? t("hard_count", { count: badge.hard }) : "",
    badge?.soft ? t("soft_count", { count: badge.soft }) : "",
    roster.conflicts.has(cell) ? t("in_conflict") : "",
  ]
    .filter(Boolean)
    .join(t("list_comma"));
}

/** Person, day and cell in one line. */
export function place(roster, cell) {
  const [p, d] = roster.place(cell);
  return `${roster.people[p].name} ${dayName(roster.days[d])}`;
}
