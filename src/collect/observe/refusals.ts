import type { Refused } from "../intake/intake.ts";
import { dayOf, mostSamples, type Noticed } from "./observed.ts";

/** Samples of requests that were refused. They are counted elsewhere; here is what a few of them were told. */
export type RefusalSamples = {
  add(workspaceId: string, refused: Refused, at: number): void;
  /** What was gathered since the last time. */
  take(): Noticed[];
};

const mostKinds = 500;
const lettersKept = 300;

/** A memory for samples of refusals: however many are refused, it holds a few of each reason. */
export function createRefusalSamples(): RefusalSamples {
  let held = new Map<string, Noticed>();
  return {
    add(workspaceId, { sourceId, code, says }, at) {
      const key = [workspaceId, sourceId, code].join(" ");
      const before = held.get(key);
      if (before && before.samples.length >= mostSamples) return;
      if (!before && held.size >= mostKinds) return;
      const sample = { at, event: "", messageId: "", says: says.slice(0, lettersKept) };
      if (before) Object.assign(before, { lastAt: at, samples: [sample, ...before.samples] });
      else
        held.set(key, { workspaceId, sourceId, kind: "refused", code, day: dayOf(at), n: 0, firstAt: at, lastAt: at, samples: [sample] });
    },
    take() {
      const taken = [...held.values()];
      held = new Map();
      return taken;
    },
  };
}
