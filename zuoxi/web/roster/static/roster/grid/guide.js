// Where a key or a press leads: to a card, a day, a group, the next remark.

export class Guide {
  constructor(page) {
    Object.assign(this, { page, roster: page.roster, view: page.view, selection: page.selection, edits: page.edits, card: page.card });
  }

  /** Open what stands at a place: the card of a cell or of a person, a group, a header; with `focus` the focus goes there. */
  open(r, c, focus) {
    if (r < 0) return this.head(c);
    const row = this.view.rows[r];
    if (!row) return undefined;
    if (!row.person) return this.fold(r);
    const cell = this.edits.cellAt(r, c);
    if (cell === null) return this.card.person(row.person.p, this.view.part(r, c), focus);
    return this.card.show(cell, this.view.part(r, c), focus);
  }

  /** A click shows the rules a cell breaks, and what stands at a name; any other click only selects. */
  peek(r, c) {
    const cell = this.edits.cellAt(r, c);
    if (c === 0 && this.view.rows[r].person) this.open(r, c, false);
    else if (cell !== null && this.roster.badges.get(cell)?.icon) this.open(r, c, false);
    else this.card.hide();
  }

  /** A header: a day shows its cover, another column sorts, up and down in turns. */
  head(c) {
    const column = this.view.layout.columns[c];
    if (column.kind === "day") this.chooseDay(column.d);
    else this.page.settings.change({ sort: this.page.settings.view.sort === column.key ? `-${column.key}` : column.key });
  }

  /** Fold or unfold a group. */
  fold(r) {
    const { group } = this.view.rows[r];
    if (!this.page.sight.closed.delete(group)) this.page.sight.closed.add(group);
    const { c } = this.selection.active;
    this.page.sight.arrange();
    this.selection.go(Math.min(r, this.view.rows.length - 1), c);
    this.view.land();
  }

  /** Escape: close the card, put the brush down, leave one cell selected. */
  leave() {
    if (this.card.float.open) this.card.hide();
    else if (this.page.palette.brush !== undefined) this.page.palette.pick(undefined);
    else this.selection.go(this.selection.active.r, this.selection.active.c);
  }

  /** Show a day by interval (null: none). */
  chooseDay(d) {
    this.page.strip.choose(d);
    if (d === null) {
      if (!this.page.dayPanel.root.hidden) this.page.dayPanel.hide();
      this.view.land();
    } else this.page.dayPanel.show(d);
  }

  /** Make a cell the active one and bring it into sight. */
  goTo(cell) {
    const [p, d] = this.roster.place(cell);
    const r = this.view.rows.findIndex((row) => row.person?.p === p);
    if (r < 0) return;
    this.selection.go(r, this.view.layout.firstDay + d);
    this.view.reveal(r, this.selection.active.c);
    this.view.repaint();
    this.view.land();
  }

  /** Go on to the next cell that breaks a rule, hard ones first. */
  nextBadge() {
    const order = new Map(this.view.rows.map((row, r) => [row.person?.p, r]));
    const key = (cell) => (order.get(this.roster.place(cell)[0]) ?? -1) * this.roster.width + this.roster.place(cell)[1];
    const shown = [...this.roster.badges].filter(([cell]) => order.has(this.roster.place(cell)[0]));
    const hard = shown.filter(([, badge]) => badge.icon === "hard");
    const cells = (hard.length ? hard : shown.filter(([, badge]) => badge.icon)).map(([cell]) => cell).sort((a, b) => key(a) - key(b));
    if (!cells.length) return;
    const now = this.edits.cellAt(this.selection.active.r, this.selection.active.c);
    const next = cells.find((cell) => now !== null && key(cell) > key(now)) ?? cells[0];
    this.goTo(next);
    requestAnimationFrame(() => this.open(this.selection.active.r, this.selection.active.c, false)); // after the scroll, which closes cards
  }
}
