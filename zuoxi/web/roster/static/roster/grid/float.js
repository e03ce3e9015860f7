// A panel that floats beside something: placed where there is room, closed by Escape or a press outside, focus given back.
import { make } from "./dom.js";

const GAP = 6;

function clamp(value, most) {
  return Math.max(GAP, Math.min(value, most - GAP));
}

/** Below its anchor if there is room, else above, else beside: never over it. */
export class Float {
  constructor(root, look) {
    this.root = root;
    this.element = make("div", { class: `rg-float ${look}`, hidden: true });
    root.append(this.element);
    document.addEventListener("pointerdown", (event) => this.#outside(event));
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
  }

  get open() {
    return !this.element.hidden;
  }

  /** Show `content` beside `anchor` (an element); with `focus` the first control gets the focus and `back` gets it afterwards. */
  show(anchor, content, { focus = false, label = "", back = null, role = "dialog" } = {}) {
    Object.assign(this, { anchor, back });
    this.element.setAttribute("role", role);
    this.element.setAttribute("aria-label", label);
    this.element.replaceChildren(...content);
    this.element.hidden = false;
    this.place();
    if (focus) (this.element.querySelector("[autofocus], [aria-checked=true]") || this.element.querySelector("button, input, select"))?.focus();
  }

  place() {
    const box = this.anchor.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const [below, above] = [window.innerHeight - box.bottom - GAP, box.top - GAP];
    const beside = height > below && height > above;
    const right = box.right + GAP + width <= window.innerWidth ? box.right + GAP : box.left - GAP - width;
    const top = beside ? box.top : height <= below ? box.bottom + GAP : box.top - GAP - height;
    this.element.style.top = `${clamp(top, window.innerHeight - height)}px`;
    this.element.style.left = `${clamp(beside ? right : box.left, window.innerWidth - width)}px`;
  }

  hide() {
    if (!this.open) return;
    const inside = this.element.contains(document.activeElement);
    this.element.hidden = true;
    if (inside) this.back?.();
  }

  #outside(event) {
    if (this.open && !this.element.contains(event.target) && !this.anchor?.contains?.(event.target)) this.hide();
  }

  #pressed(event) {
    if (event.key === "Escape") {
      event.stopPropagation();
      this.hide();
    } else if (event.key === "Tab") this.#ring(event);
  }

  /** Tab goes round inside, so that a closed panel never leaves the focus nowhere. */
  #ring(event) {
    const stops = [...this.element.querySelectorAll("button, input, select, a[href], [tabindex='0']")].filter((one) => !one.disabled && one.offsetParent);
    if (!stops.length) return;
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0]).focus();
  }
}
