// Required and scheduled heads by queue, day and interval, as the server counts them.

/** Events: `changed` (detail: the days). */
export class Coverage extends EventTarget {
  constructor() {
    super();
    Object.assign(this, { queues: [], days: new Map(), step: 30 });
  }

  /** Take over an answer; a reader who sees only their own people gets none. */
  learn(answer) {
    if (!answer) return;
    Object.assign(this, { queues: answer.queues, step: answer.step });
    for (const { day, cover } of answer.days) this.days.set(day, cover);
    this.dispatchEvent(new CustomEvent("changed", { detail: answer.days.map(({ day }) => day) }));
  }

  /** Heads of one queue on one day: arrays by interval. */
  at(queue, d) {
    const cover = this.days.get(d)?.[queue];
    if (!cover) return null;
    const [required, scheduled] = cover;
    return { required, scheduled, under: required.map((need, slot) => Math.max(0, need - scheduled[slot])) };
  }

  /** The same in hours: what is required, scheduled, missing, to spare, and the net difference. */
  hours(queue, d) {
    const found = this.at(queue, d);
    if (!found) return null;
    const sum = (list) => (list.reduce((total, heads) => total + heads, 0) * this.step) / 60;
    const [required, scheduled, under] = [sum(found.required), sum(found.scheduled), sum(found.under)];
    return { required, scheduled, under, over: scheduled - required + under, net: scheduled - required };
  }

  /** The interval with the most heads missing, or null. */
  worst(queue, d) {
    const found = this.at(queue, d);
    if (!found) return null;
    const most = Math.max(...found.under);
    return most > 0 ? { minute: found.under.indexOf(most) * this.step, heads: most } : null;
  }
}
