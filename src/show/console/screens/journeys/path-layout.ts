import { Graph, layout } from "@dagrejs/dagre";
import type { Paths } from "../../data/journeys.ts";

export type Point = { x: number; y: number };
/** Where everything stands: centres of steps by touchpoint, bends of arrows by `from → to`. */
export type Places = { steps: Map<string, Point>; arrows: Map<string, Point[]>; height: number };

export const stepWidth = 176;
export const stepHeight = 52;
export const arrowId = (from: string, to: string): string => `${from} → ${to}`;

/**
 * Keeps a place for every step it has ever seen, so that a filter takes steps away and brings them back without moving the others.
 * Only a step or an arrow that was never seen makes it think again.
 */
export class PathLayout {
  readonly #steps = new Set<string>();
  readonly #arrows = new Map<string, { from: string; to: string; count: number }>();
  #places: Places = { steps: new Map(), arrows: new Map(), height: 0 };

  place(paths: Paths): Places {
    const before = this.#steps.size + this.#arrows.size;
    for (const { touchpoint } of paths.nodes) this.#steps.add(touchpoint);
    for (const { from, to, count } of paths.edges) {
      if (from !== to) this.#arrows.set(arrowId(from, to), this.#arrows.get(arrowId(from, to)) ?? { from, to, count });
    }
    if (this.#steps.size + this.#arrows.size !== before) this.#places = this.#think();
    return this.#places;
  }

  #think(): Places {
    const graph = new Graph({ multigraph: false });
    graph.setGraph({ rankdir: "TB", nodesep: 36, ranksep: 56, edgesep: 28, marginx: 16, marginy: 16 });
    graph.setDefaultEdgeLabel(() => ({}));
    for (const name of this.#steps) graph.setNode(name, { width: stepWidth, height: stepHeight });
    for (const { from, to, count } of this.#arrows.values())
      graph.setEdge(from, to, { weight: Math.max(1, Math.round(Math.log2(count + 1))) });
    layout(graph);
    const steps = new Map([...this.#steps].map((name) => [name, pointOf(graph.node(name))]));
    const arrows = new Map(
      [...this.#arrows].map(([id, { from, to }]) => [id, ((graph.edge(from, to) as { points?: Point[] }).points ?? []).map(pointOf)]),
    );
    return { steps, arrows, height: Math.max(...[...steps.values()].map(({ y }) => y + stepHeight)) };
  }
}

const pointOf = ({ x, y }: { x?: number; y?: number }): Point => ({ x: x ?? 0, y: y ?? 0 });

/** A soft line through the bends of an arrow, as an SVG path. */
export function lineThrough(points: Point[]): string {
  const [first, ...rest] = points;
  const last = rest.at(-1);
  if (!first || !last) return "";
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? last;
    return `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`;
  });
  return `M${first.x} ${first.y}${bends.join("")}L${last.x} ${last.y}`;
}

/** The point that lies at a part, 0 to 1, of the way along the bends. */
export function pointAlong(points: Point[], part: number): Point | null {
  const lengths = points.slice(1).map((point, index) => Math.hypot(point.x - (points[index]?.x ?? 0), point.y - (points[index]?.y ?? 0)));
  let left = part * lengths.reduce((sum, length) => sum + length, 0);
  for (const [index, length] of lengths.entries()) {
    const from = points[index];
    const to = points[index + 1];
    if (from && to && left <= length) {
      const along = length === 0 ? 0 : left / length;
      return { x: from.x + (to.x - from.x) * along, y: from.y + (to.y - from.y) * along };
    }
    left -= length;
  }
  return points.at(-1) ?? null;
}
