// Blocks to and from Excel: tab-separated text, cells with line breaks or quotes in quotes.
import { OFF } from "./roster.js";

/** The rows of a pasted text as lists of cells; the line break Excel puts at the end is no row. */
export function parse(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const row = rows.at(-1);
    if (quoted) {
      if (sign !== '"') row[row.length - 1] += sign;
      else if (text[at + 1] === '"') row[row.length - 1] += text[(at += 1)];
      else quoted = false;
    } else if (sign === '"' && row.at(-1) === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows;
}

export function write(rows) {
  const safe = (text) => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(safe).join("\t")).join("\r\n");
}

/** Reads what planners type for a shift: its code, name or letter, in any case and width; empty or a word for off is a day off. */
export class Reader {
  constructor(roster, offWords) {
    this.words = new Map();
    for (const shift of roster.shifts.filter((one) => one.active)) {
      for (const word of [shift.letter, ...shift.names, shift.code]) if (word) this.words.set(this.#plain(word), shift.number);
    }
    for (const word of [...offWords, roster.off, ""]) if (!this.words.has(this.#plain(word))) this.words.set(this.#plain(word), OFF);
  }

  #plain(word) {
    return word.normalize("NFKC").trim().toLowerCase();
  }

  /** A shift number, OFF, or undefined when it means nothing. */
  read(word) {
    return this.words.get(this.#plain(word));
  }
}

/** The address of a cell of the pasted block as Excel shows it: D5 is the fourth of the fifth row. */
export function address(row, column) {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

/**
 * What a pasted block does from (r, c) on: `wanted` cells, `bad` places with address, reason (`unknown`, `outside`) and text, and where
 * in the block each cell stood (`at`). Group rows, where `cellAt` finds nothing, are passed over; one single value fills the whole block `fill`.
 */
export function plan(block, reader, { r, c, rows, columns, cellAt, fill }) {
  const wanted = new Map();
  const at = new Map();
  const bad = [];
  if (block.length === 1 && block[0].length === 1 && fill.length) {
    const shift = reader.read(block[0][0]);
    if (shift === undefined) bad.push({ address: "A1", reason: "unknown", text: block[0][0] });
    else for (const cell of fill) wanted.set(cell, shift);
    for (const cell of fill) at.set(cell, "A1");
    return { wanted, bad, at };
  }
  let line = r;
  block.forEach((words, y) => {
    while (line < rows && cellAt(line, c) === null) line += 1;
    words.forEach((word, x) => {
      const cell = line < rows && c + x < columns ? cellAt(line, c + x) : null;
      const shift = reader.read(word);
      if (cell !== null) at.set(cell, address(y, x));
      if (cell === null) bad.push({ address: address(y, x), reason: "outside", text: word });
      else if (shift === undefined) bad.push({ address: address(y, x), reason: "unknown", text: word, cell });
      else wanted.set(cell, shift);
    });
    line += 1;
  });
  return { wanted, bad, at };
}
