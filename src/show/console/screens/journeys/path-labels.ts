import { pointAlong, type Point } from "./path-line.ts";

/** A box around its centre. */
type Box = Point & { width: number; height: number };

/** Room for a label: seven digits, or a span of time. */
export const labelWidth = 54;
export const labelHeight = 18;

// The middle of an arrow first, then ever further away from it.
const parts = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/**
 * Places the label of each arrow on it, where neither a step nor a label of an earlier arrow is; in the middle where there is no such place.
 *
 * @param arrows  ids and bends, the most important arrow first
 * @param steps   boxes of the steps
 */
export function placeLabels(arrows: readonly (readonly [string, Point[]])[], steps: readonly Box[]): Map<string, Point> {
  const labels = new Map<string, Point>();
  const taken: Box[] = [...steps];
  for (const [id, bends] of arrows) {
    const points = parts.map((part) => pointAlong(bends, part)).filter((point) => point !== null);
    const boxes = points.map((point) => ({ ...point, width: labelWidth, height: labelHeight }));
    const box = boxes.find((one) => !taken.some((other) => overlap(one, other))) ?? boxes[0];
    if (!box) continue;
    taken.push(box);
    labels.set(id, { x: box.x, y: box.y });
  }
  return labels;
}

const overlap = (a: Box, b: Box): boolean =>
  Math.abs(a.x - b.x) < (a.width + b.width) / 2 && Math.abs(a.y - b.y) < (a.height + b.height) / 2;
