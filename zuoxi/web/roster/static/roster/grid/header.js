// The header row: names of columns that sort, days with weekday, holiday and make-up marks.
import { label } from "./columns.js";
import { dayName } from "./describe.js";
import { make } from "./dom.js";
import { place } from "./row.js";
import { t } from "./texts.js";

export function header(layout, roster, sort) {
  const row = make("div", { class: "rg-row", role: "row", "aria-rowindex": 1 });
  row.number = -1;
  const parts = layout.columns.map((column, at) => {
    const part = column.kind === "day" ? dayPart(roster.days[column.d], at, layout, roster) : namePart(column, sort);
    part.at = at;
    part.setAttribute("aria-colindex", at + 1);
    return part;
  });
  place(row, parts, layout);
  return row;
}

function namePart(column, sort) {
  const direction = sort === column.key ? "ascending" : sort === `-${column.key}` ? "descending" : null;
  return make(
    "div",
    { role: "columnheader", class: `${column.kind} sorts`, tabindex: "-1", "aria-sort": direction, title: t("sort_by", { column: label(column.key) }) },
    make("span", {}, label(column.key)),
  );
}

function dayPart(day, at, layout, roster) {
  const starts = at === layout.firstDay || day.number === 1;
  const mark = day.kind === "holiday" ? "mark_short_holiday" : day.kind === "makeup" ? "mark_short_makeup" : "";
  const look = ["c", day.kind === "work" ? "" : day.kind, day.weekday === 1 ? "monday" : "", day.date === roster.version.today ? "today" : ""];
  return make(
    "div",
    { role: "columnheader", class: look.filter(Boolean).join(" "), tabindex: "-1", "aria-label": dayName(day), title: dayName(day) },
    make("span", { class: starts ? "date starts" : "date" }, starts ? day.date.slice(5) : String(day.number)),
    make("span", { class: "weekday" }, t(`weekday_short_${day.weekday}`), mark ? make("span", { class: `mark ${day.kind}` }, t(mark)) : ""),
  );
}
