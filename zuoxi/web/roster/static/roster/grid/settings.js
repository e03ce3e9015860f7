// How a planner wants the grid: in the address, so that a view can be sent to a colleague, and kept with the person.
import { DEFAULT, INFO, TOTALS } from "./columns.js";
import { after } from "./dom.js";
import { post } from "./api.js";

const PLAIN = { q: "", team: "", skill: "", issues: false, group: "team", sort: "name", cols: DEFAULT, keys: true, layout: "" };
const ADDRESS = ["q", "team", "skill", "issues", "group", "sort", "cols"];
const KEPT = ["group", "sort", "cols", "keys"];
const GROUPS = ["none", "team", "skill"];
const LAYOUTS = ["", "grid", "day"];

function sound(found) {
  const view = { ...PLAIN, ...found };
  view.cols = [...INFO, ...TOTALS].filter((key) => view.cols.includes(key));
  if (!GROUPS.includes(view.group)) view.group = PLAIN.group;
  if (!LAYOUTS.includes(view.layout)) view.layout = PLAIN.layout;
  return view;
}

function fromAddress() {
  const found = {};
  for (const [key, value] of new URLSearchParams(location.search)) {
    if (ADDRESS.includes(key)) found[key] = key === "cols" ? value.split(",") : key === "issues" ? value === "1" : value;
  }
  return found;
}

export class Settings extends EventTarget {
  constructor(kept, url) {
    super();
    this.view = sound({ ...kept, ...fromAddress() });
    this.keep = after(400, () => post(url, Object.fromEntries(KEPT.map((key) => [key, this.view[key]]))).catch(() => {}));
  }

  change(part) {
    this.view = sound({ ...this.view, ...part });
    this.#write();
    if (Object.keys(part).some((key) => KEPT.includes(key))) this.keep();
    this.dispatchEvent(new CustomEvent("changed", { detail: Object.keys(part) }));
  }

  /** Only what differs from the plain view stands in the address. */
  #write() {
    const query = new URLSearchParams(location.search);
    for (const key of ADDRESS) {
      const value = this.view[key];
      const text = key === "cols" ? value.join(",") : key === "issues" ? (value ? "1" : "") : value;
      const plain = key === "cols" ? PLAIN.cols.join(",") : key === "issues" ? "" : PLAIN[key];
      if (text === plain) query.delete(key);
      else query.set(key, text);
    }
    const text = query.toString();
    history.replaceState(history.state, "", text ? `?${text}` : location.pathname);
  }
}
