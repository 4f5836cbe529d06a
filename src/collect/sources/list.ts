import { cloudevents } from "./cloudevents/cloudevents.ts";
import { ga4 } from "./ga4/ga4.ts";
import { jitsu } from "./jitsu.ts";
import { rudderstack } from "./rudderstack.ts";
import { posthog } from "./posthog/posthog.ts";
import { segment } from "./segment/segment.ts";
import { snowplow } from "./snowplow/snowplow.ts";
import type { Source } from "./source.ts";

/** Every protocol that Rapport speaks, in the order in which a person is offered them. */
export const sources: readonly Source[] = [segment, posthog, rudderstack, snowplow, jitsu, ga4, cloudevents];
