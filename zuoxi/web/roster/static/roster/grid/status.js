// The line that always says whether the work is saved, and the banner when it cannot be.
import { make } from "./dom.js";
import { t } from "./texts.js";

export class Status {
  constructor({ line, banner, sync, login }) {
    Object.assign(this, { line, banner, sync, login });
    sync.addEventListener("state", () => this.draw());
    window.addEventListener("beforeunload", (event) => sync.steps.length && event.preventDefault());
  }

  draw() {
    const { sync } = this;
    const words = { saved: sync.savedAt ? t("saved_at", { time: sync.savedAt }) : t("saved"), saving: t("saving"), cut: t("cut") }[sync.state] ?? t("unsaved", { count: sync.steps.length });
    if (this.line.textContent !== words) this.line.textContent = words;
    this.line.dataset.state = sync.state;
    this.#warn();
  }

  #warn() {
    const { state } = this.sync;
    const bad = ["offline", "unsaved", "logged-out", "cut"].includes(state);
    this.banner.hidden = !bad;
    if (!bad || this.banner.dataset.state === state) {
      this.banner.dataset.state = bad ? state : "";
      return;
    }
    this.banner.dataset.state = state;
    const act = state === "logged-out" ? make("a", { class: "btn btn-sm", href: this.login }, t("log_in")) : make("button", { type: "button", class: "btn btn-sm", on: { click: () => this.sync.retry() } }, t("retry"));
    this.banner.replaceChildren(make("span", {}, t(`banner_${state.replace("-", "_")}`)), act);
  }
}
