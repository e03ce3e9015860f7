// A shift drawn once from its start to its end, across midnight where it goes there, with its breaks.
import { clock } from "./clock.js";
import { svg } from "./dom.js";

const [WIDTH, HEIGHT] = [280, 34];

export function timeline(shift, breaks, words) {
  const first = Math.floor(shift.blocks[0][0] / 60) * 60;
  const last = Math.ceil(shift.blocks.at(-1)[1] / 60) * 60;
  const x = (minute) => (WIDTH * (minute - first)) / (last - first);
  const picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: `timeline s${shift.number}`, role: "img", "aria-label": words });
  for (const [start, end] of shift.blocks) picture.append(svg("rect", { x: x(start), y: 2, width: x(end) - x(start), height: 14, rx: 3, class: "presence" }));
  for (const [start, end] of breaks) picture.append(svg("rect", { x: x(start), y: 4, width: Math.max(2, x(end) - x(start)), height: 10, class: "pause" }));
  if (last > 1440 && first < 1440) picture.append(svg("line", { x1: x(1440), x2: x(1440), y1: 0, y2: 20, class: "midnight" }));
  const every = last - first > 600 ? 180 : 120;
  for (let minute = Math.ceil(first / every) * every; minute <= last; minute += every) {
    const at = x(minute);
    const side = at < 12 ? "tick" : at > WIDTH - 12 ? "tick end" : "tick mid";
    picture.append(svg("text", { x: at, y: HEIGHT - 5, class: side }, clock(minute)));
  }
  return picture;
}
