import { jitsu } from "./jitsu.ts";
import { rudderstack } from "./rudderstack.ts";
import { segment } from "./segment.ts";
import type { Source } from "./source.ts";

/** Every protocol that Rapport speaks, in the order in which a person is offered them. */
export const sources: readonly Source[] = [segment, rudderstack, jitsu];
