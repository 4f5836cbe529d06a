import type { Verb } from "../command.ts";
import { countText, dim, durationText, table, wholeText } from "../say.ts";
import { barOf, barOptions } from "./metric.ts";

type Paths = {
  edges: { from: string; to: string; count: number; customers: number; medianMs: number }[];
  totals: { transitions: number; shownTransitions: number; customers: number };
};
type Variants = { total: { journeys: number; variants: number }; variants: { steps: string[]; count: number; share: number }[] };

export const journeyVerb: Verb = {
  usage: "journey",
  summary: "Print what customers really do next, and the commonest ways they go",
  options: [...barOptions, ["--top <n>", "how many rows of each (default: 15)"]],
  examples: ["rapport journey --from 2026-01-01", "rapport journey --channel store --top 5", "rapport journey --json"],
  async run({ options }, { withProduct }) {
    const top = Number(options.top ?? 15);
    return withProduct(async (reach) => {
      const bar = barOf(options);
      const [paths, variants] = await Promise.all([
        reach.get<Paths>(`/api/journeys/paths?${bar}&coverage=1`),
        reach.get<Variants>(`/api/journeys/variants?${bar}&limit=${top}`),
      ]);
      const edges = paths.edges
        .slice(0, top)
        .map(({ from, to, count, customers, medianMs }) => [from, to, wholeText(count), wholeText(customers), durationText(medianMs)]);
      const ways = variants.variants.map(({ steps, count, share }) => [
        wholeText(count),
        `${(share * 100).toFixed(1)} %`,
        steps.join(" → "),
      ]);
      const lines = [
        dim(
          `${countText(paths.totals.customers, "customer")}, ${countText(paths.totals.transitions, "step")} from one touchpoint to the next`,
        ),
        ...table([["FROM", "TO", "TIMES", "CUSTOMERS", "MEDIAN WAIT"], ...edges], [2, 3]),
        "",
        dim(`${countText(variants.total.journeys, "journey")} in ${countText(variants.total.variants, "variant")}`),
        ...table([["TIMES", "SHARE", "WAY"], ...ways], [0, 1]),
      ];
      return { lines, json: { paths, variants } };
    });
  },
};
