// The controls above the grid: search, filters, grouping, sorting, columns, single keys, full screen.
import { INFO, TOTALS, label } from "./columns.js";
import { after, make } from "./dom.js";
import { t } from "./texts.js";

export class Toolbar {
  constructor({ root, roster, settings }) {
    Object.assign(this, { root, roster, settings });
    this.#choices("team", [...new Set(roster.people.map((one) => roster.units[one.unit]))]);
    this.#choices("skill", roster.skills);
    this.#columns();
    this.#listen();
    this.draw();
    settings.addEventListener("changed", () => this.draw());
  }

  #part(name) {
    return this.root.querySelector(`[data-view="${name}"]`);
  }

  #choices(name, words) {
    this.#part(name).append(...words.map((word) => make("option", { value: word }, word)));
    this.#part(name).closest(".field").hidden = words.length < 2;
  }

  #columns() {
    const tick = (key) => make("label", { class: "form-check" }, make("input", { type: "checkbox", class: "form-check-input", value: key, "data-column": true }), make("span", { class: "form-check-label" }, label(key)));
    this.root.querySelector("[data-columns]").replaceChildren(...[...INFO, ...TOTALS].map(tick));
  }

  #listen() {
    const search = this.#part("q");
    search.addEventListener("input", after(80, () => this.settings.change({ q: search.value })));
    search.addEventListener("keydown", (event) => event.key === "Escape" && search.value && this.#clear(event, search));
    for (const name of ["team", "skill", "group", "sort"]) this.#part(name).addEventListener("change", (event) => this.settings.change({ [name]: event.target.value }));
    for (const name of ["issues", "keys"]) this.#part(name).addEventListener("change", (event) => this.settings.change({ [name]: event.target.checked }));
    this.root.querySelector("[data-columns]").addEventListener("change", () => {
      this.settings.change({ cols: [...this.root.querySelectorAll("[data-column]:checked")].map((one) => one.value) });
    });
  }

  #clear(event, search) {
    event.preventDefault();
    search.value = "";
    this.settings.change({ q: "" });
  }

  draw() {
    const { view } = this.settings;
    for (const name of ["q", "team", "skill", "group"]) if (this.#part(name).value !== view[name]) this.#part(name).value = view[name];
    const sort = this.#part("sort");
    sort.value = [...sort.options].some((one) => one.value === view.sort) ? view.sort : "";
    for (const name of ["issues", "keys"]) this.#part(name).checked = view[name];
    for (const tick of this.root.querySelectorAll("[data-column]")) tick.checked = view.cols.includes(tick.value);
    const filters = ["team", "skill"].filter((name) => view[name] !== "").length + (view.issues ? 1 : 0);
    const count = this.root.querySelector("[data-filters]");
    count.textContent = filters ? String(filters) : "";
    count.hidden = !filters;
    this.root.querySelector("[data-filters-words]").textContent = filters ? t("filters_on", { count: filters }) : "";
  }
}
