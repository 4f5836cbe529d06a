import { Graph, layout } from "@dagrejs/dagre";
import type { Paths } from "../../data/journeys.ts";
import { placeLabels } from "./path-labels.ts";
import type { Point } from "./path-line.ts";

/** Where everything stands: centres of steps by touchpoint, bends of arrows and centres of their labels by `from → to`. */
export type Places = { steps: Map<string, Point>; arrows: Map<string, Point[]>; labels: Map<string, Point>; height: number };

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
  #places: Places = { steps: new Map(), arrows: new Map(), labels: new Map(), height: 0 };

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
    // The widest arrows choose first.
    const ids = [...this.#arrows].sort(([, a], [, b]) => b.count - a.count).map(([id]) => id);
    const labels = placeLabels(
      ids.map((id) => [id, arrows.get(id)!] as const),
      [...steps.values()].map((centre) => ({ ...centre, width: stepWidth, height: stepHeight })),
    );
    return { steps, arrows, labels, height: Math.max(...[...steps.values()].map(({ y }) => y + stepHeight)) };
  }
}

const pointOf = ({ x, y }: { x?: number; y?: number }): Point => ({ x: x ?? 0, y: y ?? 0 });
