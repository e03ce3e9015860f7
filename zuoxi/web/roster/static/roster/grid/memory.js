// Where the planner was: coming back to the page leads to the same person, day and stretch of rows (UX 41).

export class Memory {
  constructor({ roster, view, selection }) {
    Object.assign(this, { roster, view, selection, key: `zuoxi.grid.place.${roster.version.id}` });
    window.addEventListener("pagehide", () => this.#keep());
  }

  #keep() {
    const { active } = this.selection;
    const id = this.view.rows[active.r]?.person?.id;
    const { scrollTop, scrollLeft } = this.view.scroller;
    if (id !== undefined) sessionStorage.setItem(this.key, JSON.stringify({ id, c: active.c, scrollTop, scrollLeft }));
  }

  /** Go back there; false when there is nothing to go back to. */
  restore() {
    const found = this.view.layout && JSON.parse(sessionStorage.getItem(this.key) || "null");
    const r = found ? this.view.rows.findIndex((row) => row.person?.id === found.id) : -1;
    if (r < 0) return false;
    this.view.scroller.scrollTo(found.scrollLeft, found.scrollTop);
    this.selection.go(r, Math.min(found.c, this.view.layout.columns.length - 1));
    this.view.land(false);
    return true;
  }
}
