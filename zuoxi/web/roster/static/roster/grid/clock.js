// Minutes and hours as the reader writes them: 14:08, ranges with ～, a night shift once across midnight.
import { t } from "./texts.js";

const DAY = 1440;

export function clock(minute) {
  const inside = ((minute % DAY) + DAY) % DAY;
  return `${String(Math.floor(inside / 60)).padStart(2, "0")}:${String(inside % 60).padStart(2, "0")}`;
}

/** 08:30 ～ 17:30; past midnight the end is named as the next day's. */
export function range(start, end) {
  const last = end > DAY ? t("next_day", { time: clock(end) }) : end === DAY ? "24:00" : clock(end);
  return `${clock(start)} ～ ${last}`;
}

export function blocks(list) {
  return list.map(([start, end]) => range(start, end)).join(t("and"));
}

/** Hours with one decimal at most, no trailing zero; a true minus sign. */
export function hours(minutes) {
  return number(minutes / 60);
}

export function number(value) {
  const rounded = Math.round(value * 10) / 10;
  const text = Math.abs(rounded).toLocaleString("en-US", { maximumFractionDigits: 1 });
  return rounded < 0 ? `−${text}` : text;
}

export function signed(value) {
  const rounded = Math.round(value * 10) / 10;
  return rounded > 0 ? `+${number(rounded)}` : number(rounded);
}

/** The date `offset` days after an ISO date, as ISO text; calendar days only, no zone. */
export function addDays(iso, offset) {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + offset);
  return date.toISOString().slice(0, 10);
}
