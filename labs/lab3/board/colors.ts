/**
 * Colours as Grafana writes them.
 * @module
 */

/** The name of a threshold's colour; undefined: another one. */
export function colorName(color: string): "yellow" | "red" | undefined {
  const word = /(yellow|orange|amber|red|green|blue|purple)/i.exec(color)?.[1];
  if (word !== undefined) {
    if (/red/i.test(word)) return "red";
    return /yellow|orange|amber/i.test(word) ? "yellow" : undefined;
  }
  const hue = hueOf(color);
  if (hue === undefined) return undefined;
  if (hue <= 18 || hue >= 335) return "red";
  return hue <= 75 ? "yellow" : undefined;
}

/** The hue of `#EAB839` or `rgb(234, 184, 57)` in degrees. */
function hueOf(color: string): number | undefined {
  const parts = /^#[0-9a-f]{3}$/i.test(color)
    ? [...color.slice(1)].map((one) => parseInt(one + one, 16))
    : /^#[0-9a-f]{6}/i.test(color)
    ? [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
    : (/^rgba?\(([^)]*)/i.exec(color)?.[1]?.split(/[\s,]+/) ?? []).map(Number);
  const [red, green, blue] = parts;
  if (red === undefined || green === undefined || blue === undefined) {
    return undefined;
  }
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  if (range === 0) return undefined;
  const sixth = most === red
    ? (green - blue) / range
    : most === green
    ? 2 + (blue - red) / range
    : 4 + (red - green) / range;
  return (sixth * 60 + 360) % 360;
}
