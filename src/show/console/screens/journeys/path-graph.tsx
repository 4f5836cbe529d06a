import "@xyflow/react/dist/base.css";
import {
  Background,
  BackgroundVariant,
  BaseEdge,
  Controls,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from "@xyflow/react";
import { useComputedColorScheme } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { PathEdge, PathNode, Paths } from "../../data/journeys.ts";
import { useAddress } from "../../frame/address.ts";
import { useFormat } from "../../frame/format.ts";
import { ChannelMark } from "../../parts/channel-mark.tsx";
import css from "./path-graph.module.css";
import { arrowId, PathLayout, stepHeight, stepWidth } from "./path-layout.ts";
import { lineThrough, type Point } from "./path-line.ts";
import { crowd, type Overlay } from "./paths-view.tsx";

type Step = Node<{ step: PathNode; overlay: Overlay; part: number; here: boolean }, "step">;
type Arrow = Edge<{ arrow: PathEdge; overlay: Overlay; part: number; points: Point[]; label: Point | null; here: boolean }, "arrow">;

/** The directly-follows graph. Thickness is how often; numbers follow the overlay. Steps keep their places when a filter changes. */
export default function PathGraph({ paths, overlay }: { paths: Paths; overlay: Overlay }) {
  const [layout] = useState(() => new PathLayout());
  const [address, change] = useAddress();
  const { t } = useTranslation();
  const scheme = useComputedColorScheme();
  const here = { step: address.step, arrow: address.source && address.target ? arrowId(address.source, address.target) : undefined };

  const { nodes, edges, height } = useMemo(() => {
    const places = layout.place(paths);
    const busiest = Math.max(1, ...paths.nodes.map(({ count }) => count));
    const widest = Math.max(1, ...paths.edges.map(({ count }) => count));
    const slowest = Math.max(1, ...paths.edges.map(({ medianMs }) => medianMs ?? 0));
    const nodes = paths.nodes.map<Step>((step) => {
      const { x, y } = places.steps.get(step.touchpoint) ?? { x: 0, y: 0 };
      return {
        id: step.touchpoint,
        type: "step",
        position: { x: x - stepWidth / 2, y: y - stepHeight / 2 },
        data: { step, overlay, part: step.count / busiest, here: here.step === step.touchpoint },
      };
    });
    const edges = paths.edges
      .filter(({ from, to }) => from !== to)
      .map<Arrow>((arrow) => {
        const id = arrowId(arrow.from, arrow.to);
        const part = overlay === "time" ? Math.sqrt((arrow.medianMs ?? 0) / slowest) : arrow.count / widest;
        const color = here.arrow === id ? "var(--r-accent)" : "var(--r-path)";
        return {
          id,
          type: "arrow",
          source: arrow.from,
          target: arrow.to,
          markerEnd: { type: MarkerType.ArrowClosed, color, width: 14, height: 14, markerUnits: "userSpaceOnUse" },
          data: {
            arrow,
            overlay,
            part,
            points: places.arrows.get(id) ?? [],
            label: places.labels.get(id) ?? null,
            here: here.arrow === id,
          },
          zIndex: here.arrow === id ? 10 : 0,
        };
      });
    return { nodes, edges, height: places.height };
  }, [layout, paths, overlay, here.step, here.arrow]);

  return (
    <div
      className={css.graph}
      style={{ height: Math.max(480, Math.min(nodes.length > crowd ? 900 : 1600, height)) }}
      role="group"
      aria-label={t("paths.graphLabel")}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        colorMode={scheme}
        fitView
        // Smaller than this nobody reads a name: a crowd is seen in part, and moved about.
        fitViewOptions={{ padding: 0.06, minZoom: 0.5, maxZoom: 1 }}
        minZoom={0.2}
        maxZoom={1.6}
        nodesDraggable={false}
        nodesConnectable={false}
        preventScrolling={false}
        zoomOnScroll={false}
        onNodeClick={(_, { id }) => change({ step: id, source: null, target: null })}
        onEdgeClick={(_, { source, target }) => change({ source, target, step: null })}
        onPaneClick={() => change({ source: null, target: null, step: null })}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} color="var(--r-line)" />
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function StepBox({ data: { step, overlay, part, here } }: NodeProps<Step>) {
  const { t } = useTranslation();
  const { number, figure } = useFormat();
  const pole = overlay === "score" && step.score ? (step.score.low > 0 ? "better" : step.score.high < 0 ? "worse" : "even") : undefined;
  const small =
    overlay === "score"
      ? step.score
        ? `${figure(step.score.value, "points")} ${t("figure.interval", { low: figure(step.score.low, "points"), high: figure(step.score.high, "points") })}`
        : t("figure.none")
      : t("journeys.interactions", { count: step.count, n: number(step.count) });
  return (
    <div
      className={css.step}
      data-here={here || undefined}
      data-pole={pole}
      title={step.touchpoint}
      style={{ width: stepWidth, height: stepHeight }}
    >
      <Handle type="target" position={Position.Top} className={css.handle} />
      <b>
        <ChannelMark channel={step.channel} size={14} />
        <span>{step.touchpoint}</span>
      </b>
      <small>{small}</small>
      <i style={{ width: `${100 * part}%` }} />
      <Handle type="source" position={Position.Bottom} className={css.handle} />
    </div>
  );
}

function ArrowLine({ id, data, markerEnd }: EdgeProps<Arrow>) {
  const { number, duration } = useFormat();
  if (!data) return null;
  const { arrow, overlay, part, points, label, here } = data;
  const words = overlay === "time" ? (arrow.medianMs === null ? "" : duration(arrow.medianMs)) : number(arrow.count);
  return (
    <>
      <BaseEdge
        id={id}
        path={lineThrough(points)}
        interactionWidth={16}
        {...(markerEnd ? { markerEnd } : {})}
        style={{ stroke: here ? "var(--r-accent)" : "var(--r-path)", strokeWidth: 1 + 7 * part, opacity: here ? 1 : 0.35 + 0.5 * part }}
      />
      {label && (
        <EdgeLabelRenderer>
          <span
            className={css.label}
            data-here={here || undefined}
            style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}
          >
            {words}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

const nodeTypes = { step: StepBox };
const edgeTypes = { arrow: ArrowLine };
