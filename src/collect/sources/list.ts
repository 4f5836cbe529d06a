import { posthog } from "./posthog/posthog.ts";
import { segment } from "./segment.ts";
import { snowplow } from "./snowplow/snowplow.ts";
import type { Source } from "./source.ts";

/** Every protocol that Rapport speaks. */
export const sources: readonly Source[] = [segment, posthog, snowplow];
