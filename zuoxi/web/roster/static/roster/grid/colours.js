// A shift's colour made into a calm fill and an ink that can be read on it, in both themes (WCAG 1.4.3: at least 4.5 to 1).

function parse(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

function mix(one, other, share) {
  return one.map((value, at) => value * share + other[at] * (1 - share));
}

function text(colour) {
  return `rgb(${colour.map((value) => Math.round(value)).join(" ")})`;
}

function luminance(colour) {
  const [r, g, b] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const THEMES = {
  light: { surface: [255, 255, 255], towards: [10, 16, 28], share: 0.24 },
  dark: { surface: [24, 32, 46], towards: [255, 255, 255], share: 0.42 },
};
const ENOUGH = 5.5;

/** Fill, ink and edge of one shift colour; the ink keeps as much of the colour as reading allows. */
export function shades(hex, theme) {
  const { surface, towards, share } = THEMES[theme];
  const colour = parse(hex);
  let fill = mix(colour, surface, share);
  for (let kept = share; kept > 0 && contrast(towards, fill) < ENOUGH + 1; kept -= 0.04) fill = mix(colour, surface, kept);
  let ink = colour;
  for (let kept = 0.8; kept >= 0 && contrast(ink, fill) < ENOUGH; kept -= 0.05) ink = mix(colour, towards, kept);
  let edge = colour;
  for (let kept = 0.9; kept >= 0 && contrast(edge, fill) < 3; kept -= 0.1) edge = mix(colour, towards, kept);
  return { fill: text(fill), ink: text(ink), edge: text(edge) };
}

/** The style rules that give every shift (by its number) its shades in both themes. */
export function sheet(shifts) {
  const rules = [];
  for (const [theme, scope] of [["light", ".rg"], ["dark", "[data-bs-theme=dark] .rg"]]) {
    shifts.forEach((shift, number) => {
      const { fill, ink, edge } = shades(shift.colour, theme);
      rules.push(`${scope} .s${number}{--fill:${fill};--ink:${ink};--edge:${edge};--tail:${shift.tail}}`);
    });
  }
  return rules.join("\n");
}
