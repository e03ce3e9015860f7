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

/** Put the parts of a row in their places: info columns stick to the left edge as one block, totals to the right one. */
export function place(row, parts, layout) {
  const block = (kind) => {
    const members = parts.filter((_, at) => layout.columns[at].kind === kind);
    return members.length ? [make("div", { class: `side-${kind}`, role: "none" }, ...members)] : [];
  };
  parts.forEach((part, at) => layout.columns[at].kind !== "day" && (part.style.width = `${layout.columns[at].width}px`));
  row.append(...block("info"), ...parts.filter((_, at) => layout.columns[at].kind === "day"), ...block("total"));
  row.parts = parts;
}

/** A row without content. Its texts are nodes that stay: adding and removing nodes makes the browser style the whole grid again. */
export function build(layout, roster) {
  const row = make("div", { class: "rg-row", role: "row" });
  const parts = layout.columns.map((column, at) => {
    const look = column.kind === "day" ? dayClass(roster.days[column.d], roster.version.today) : `${column.kind} k-${column.key}`;
    const part = make("div", { role: at === 0 ? "rowheader" : "gridcell", class: look, tabindex: "-1", "aria-colindex": at + 1 });
    const span = part.appendChild(make("span", { class: at === 0 ? "who" : null }));
    if (at === 0) nameParts(part);
    return Object.assign(part, { at, base: look, look: null, span, text: span.appendChild(document.createTextNode("")) });
  });
  place(row, parts, layout);
  return row;
}

/** Before and behind the name: the mark of a folded group, of a shift lead, the number of people of a group. */
function nameParts(part) {
  part.prepend(make("span", { class: "fold", "aria-hidden": "true" }));
  part.many = document.createTextNode("");
  part.append(make("span", { class: "lead", title: t("shift_lead") }, t("lead_mark")), make("span", { class: "many" }, ""));
  part.lastChild.append(part.many);
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
    chip(part, roster, cell);
    part.setAttribute("aria-label", named(part.text.data, cellWords(roster, cell)));
    part.setAttribute("aria-selected", selected);
    part.removeAttribute("aria-expanded");
  });
}

/** The name begins with what is to be read in the cell, so that it can be spoken (WCAG 2.5.3). */
function named(text, words) {
  return words.startsWith(text) ? words : `${text} ${words}`;
}

function chip({ span, text }, roster, cell) {
  const shift = roster.shown[cell];
  const leave = roster.leave.get(cell);
  span.className = shift === OFF ? (leave ? "leave" : "off") : `chip s${shift}${roster.shifts[shift].tail ? " tail" : ""}`;
  text.data = shift === OFF && leave ? leave.slice(0, Number(t("leave_letters"))) : roster.code(shift);
}

function cellClasses(roster, p, d, cell) {
  const badge = roster.badges.get(cell);
  return [
    badge?.icon ?? "",
    badge?.hard && badge.icon !== "hard" ? "within-hard" : badge?.soft && !badge.icon ? "within-soft" : "",
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
    part.title = at === 0 ? `${one.name} ${one.workNumber}` : text;
    part.text.data = text;
    if (at === 0) part.className = one.lead ? `${part.base} leads` : part.base;
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
      part.many.data = String(row.people.length);
    } else if (column.kind === "day") {
      part.setAttribute("aria-label", named(String(count), t("working", { count })));
      part.span.className = "count";
    }
    part.text.data = at === 0 ? row.group : count;
  });
}
