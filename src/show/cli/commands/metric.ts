import type { Change, Estimate } from "../../../model/estimate.ts";
import type { Verb } from "../command.ts";
import { dim, estimateText, table } from "../say.ts";

type MetricAnswer = {
  metric: { id: string; title: string; unit: string; rule: string; version: number | string };
  estimate: Estimate | null;
  indicative: boolean;
  change: Change | null;
  previous: { from: string; to: string; estimate: Estimate | null } | null;
};
type SplitAnswer = { rows: { key: string | null; label: string; estimate: Estimate | null; change: Change | null }[] };

/** The bar's options as a query string, for every verb that asks about a period. */
export function barOf(options: Record<string, unknown>): string {
  const names = ["from", "to", "channel", "touchpoint", "stage", "segment"];
  return new URLSearchParams(
    names.filter((name) => typeof options[name] === "string").map((name) => [name, String(options[name])]),
  ).toString();
}

export const barOptions: [string, string][] = [
  ["--from <day>", "first day, as YYYY-MM-DD (default: 90 days ago)"],
  ["--to <day>", "last day, as YYYY-MM-DD (default: today)"],
  ["--channel <channel>", "only this channel"],
  ["--touchpoint <name>", "only this touchpoint"],
  ["--stage <stage>", "only this stage"],
  ["--segment <id>", "only this segment"],
];

const changeText = (change: Change | null): string =>
  change ? `${change.verdict} (${change.value >= 0 ? "+" : ""}${change.value.toFixed(1)})` : "";

export const metricVerb: Verb = {
  usage: "metric [id]",
  summary: "State a score with its interval, the answers behind it and whether it moved",
  options: [...barOptions, ["--by <field>", "split by channel, touchpoint, stage, language or trait:NAME"]],
  examples: ["rapport metric", "rapport metric nps --from 2026-01-01 --to 2026-03-31", "rapport metric csat --by channel --json"],
  async run({ args, options }, { withProduct }) {
    const bar = barOf(options);
    return withProduct(async (reach) => {
      const ids = args[0] ? [args[0]] : (await reach.get<{ metrics: { id: string }[] }>("/api/metrics")).metrics.map(({ id }) => id);
      const answers = await Promise.all(ids.map((id) => reach.get<MetricAnswer>(`/api/metrics/${encodeURIComponent(id)}?${bar}`)));
      const head = ["METRIC", "SCORE", "CHANGE", "RULE"];
      const lines = table([
        head,
        ...answers.map(({ metric, estimate, indicative, change }) => [
          metric.title,
          estimateText(estimate, metric.unit) + (indicative ? " indicative" : ""),
          changeText(change),
          metric.rule,
        ]),
      ]);
      if (typeof options.by !== "string") return { lines, json: args[0] ? answers[0] : answers };
      const splits = await Promise.all(
        ids.map((id) =>
          reach.get<SplitAnswer>(`/api/metrics/${encodeURIComponent(id)}/split?${bar}&by=${encodeURIComponent(String(options.by))}`),
        ),
      );
      const sections = splits.flatMap(({ rows }, i) => [
        "",
        dim(`${answers[i]!.metric.title} by ${String(options.by)}`),
        ...table([
          ["", "SCORE", "CHANGE"],
          ...rows.map(({ label, estimate, change }) => [label, estimateText(estimate, answers[i]!.metric.unit), changeText(change)]),
        ]),
      ]);
      return { lines: [...lines, ...sections], json: splits };
    });
  },
};
