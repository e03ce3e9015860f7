// One row of the grid: built once for the columns, painted again for every person it shows; a cell is touched only when its look changed.
import { headcount } from "./arrangement.js";
import { value } from "./columns.js";
import { cellWords } from "./describe.js";
import { make } from "./dom.js";
import { OFF } from "./roster.js";
import { t } from "./texts.js";

function dayClass(day, today) {
  return ["c", day.kind === "work" ? "" : day.kind, day.weekday === 1 ? "monday" : "", day.date === today ? "today" : ""].filter(Boolean).join(" ");
}

/** Where a column sticks: info columns to the left edge, totals to the right one. */
export function stick(element, layout, at) {
  const { columns } = layout;
  const width = (list) => list.reduce((sum, column) => sum + column.width, 0);
  if (columns[at].kind === "info") element.style.left = `${width(columns.slice(0, at))}px`;
  if (columns[at].kind === "total") element.style.right = `${width(columns.slice(at + 1))}px`;
  element.style.width = `${columns[at].width}px`;
}

export function build(layout, roster) {
  const row = make("div", { class: "rg-row", role: "row" });
  row.parts = layout.columns.map((column, at) => {
    const role = at === 0 ? "rowheader" : "gridcell";
    const look = column.kind === "day" ? dayClass(roster.days[column.d], roster.version.today) : `${column.kind} k-${column.key}`;
    const part = make("div", { role, class: look, tabindex: "-1", "aria-colindex": at + 1 });
    if (column.kind !== "day") stick(part, layout, at);
    if (column.kind === "day") part.append(make("span"));
    part.look = null;
    part.at = at;
    part.base = look;
    row.append(part);
    return part;
  });
  return row;
}

export function paint(element, row, number, context) {
  element.number = number;
  element.row = row;
  element.setAttribute("aria-rowindex", number + 2);
  element.classList.toggle("group", Boolean(row.group));
  element.classList.toggle("odd", number % 2 === 1);
  element.parts.forEach((part, at) => (row.person ? person : group)(part, row, number, at, context));
}

function write(part, look, dress) {
  if (part.look === look) return;
  part.look = look;
  dress();
}

function person(part, row, number, at, context) {
  const { roster, layout, selection } = context;
  const column = layout.columns[at];
  if (column.kind !== "day") {
    words(part, at === 0 ? row.person.name : value(column.key, roster, row.person), row.person, at);
    return;
  }
  const cell = roster.cell(row.person.p, column.d);
  const selected = selection.holds(number, at);
  const classes = cellClasses(roster, row.person.p, column.d, cell);
  const badge = roster.badges.get(cell);
  write(part, `${classes}|${selected}|${badge?.hard ?? 0}|${badge?.soft ?? 0}|${roster.shown[cell]}`, () => {
    part.className = `${part.base} ${classes}${selected ? " selected" : ""}`;
    chip(part.firstChild, roster, cell);
    part.setAttribute("aria-label", named(part.firstChild.textContent, cellWords(roster, cell)));
    part.setAttribute("aria-selected", selected);
    part.removeAttribute("aria-expanded");
  });
}

/** The name begins with what is to be read in the cell, so that it can be spoken (WCAG 2.5.3). */
function named(text, words) {
  return words.startsWith(text) ? words : `${text} ${words}`;
}

function chip(span, roster, cell) {
  const shift = roster.shown[cell];
  const leave = roster.leave.get(cell);
  span.className = shift === OFF ? (leave ? "leave" : "off") : `chip s${shift}${roster.shifts[shift].tail ? " tail" : ""}`;
  span.textContent = shift === OFF && leave ? leave.slice(0, Number(t("leave_letters"))) : roster.code(shift);
}

function cellClasses(roster, p, d, cell) {
  const badge = roster.badges.get(cell);
  return [
    badge?.hard ? "hard" : badge?.soft ? "soft" : "",
    roster.locks[cell] ? "locked" : "",
    roster.waiting.has(cell) ? "waiting" : "",
    roster.conflicts.has(cell) ? "conflict" : "",
    roster.leave.has(cell) ? "on-leave" : "",
    roster.employed(p, d) ? "" : "absent",
  ]
    .filter(Boolean)
    .join(" ");
}

function words(part, text, one, at) {
  write(part, `${text}|${at === 0 ? one.lead : ""}`, () => {
    part.className = part.base;
    part.removeAttribute("aria-expanded");
    part.removeAttribute("aria-label");
    if (at !== 0) {
      part.textContent = text;
      part.title = text;
      return;
    }
    part.title = `${one.name} ${one.workNumber}`;
    part.replaceChildren(make("span", { class: "who" }, text), one.lead ? make("span", { class: "lead", title: t("shift_lead") }, t("lead_mark")) : "");
  });
}

function group(part, row, number, at, context) {
  const column = context.layout.columns[at];
  const count = column.kind === "day" ? headcount(context.roster, row.people, column.d) : "";
  write(part, `group|${row.group}|${row.open}|${row.people.length}|${count}`, () => {
    part.className = part.base;
    part.removeAttribute("aria-selected");
    if (at === 0) {
      part.setAttribute("aria-expanded", row.open);
      part.title = row.group;
      part.replaceChildren(make("span", { class: "fold", "aria-hidden": "true" }), make("span", { class: "who" }, row.group), make("span", { class: "many" }, String(row.people.length)));
    } else if (column.kind === "day") {
      part.setAttribute("aria-label", t("working", { count }));
      part.firstChild.className = "count";
      part.firstChild.textContent = count;
    } else {
      part.textContent = "";
    }
  });
}
