import { pan, zoom, type TimeRange } from "./time-range.ts";

/** What a key shows instead; undefined for keys that move nothing. */
export function rangeAfterKey(key: string, seen: TimeRange, whole: TimeRange): TimeRange | undefined {
  switch (key) {
    case "ArrowLeft":
      return pan(seen, -0.2, whole);
    case "ArrowRight":
      return pan(seen, 0.2, whole);
    case "+":
    case "=":
      return zoom(seen, 0.5, 0.5, whole);
    case "-":
      return zoom(seen, 2, 0.5, whole);
    case "Home":
      return whole;
    default:
      return undefined;
  }
}

/** Moves the focus to the next or previous thing in the picture, in the order of its rows. */
export function focusNeighbour(picture: HTMLElement, key: string): boolean {
  const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  if (step === 0) return false;
  const items = [...picture.querySelectorAll<SVGGElement>(".picture-item")];
  const now = items.findIndex((item) => item === document.activeElement);
  const target = items[now === -1 ? (step > 0 ? 0 : items.length - 1) : now + step];
  target?.focus();
  return target !== undefined;
}
