// The places that the template keeps for the script, and how something is said to the planner.

export const part = (name) => document.querySelector(`[data-grid="${name}"]`);

/** A short message: `info`, `success`, `warning` or `error`. */
export const say = (text, level) => window.zuoxi.toast(text, level);
