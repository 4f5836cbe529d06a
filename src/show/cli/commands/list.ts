import type { Verb } from "../command.ts";
import { settingsVerb } from "./settings.ts";
import { setupVerb } from "./setup.ts";
import { startVerb } from "./start.ts";

/** Every verb of the command line, in the order in which help shows them. */
export const verbs: Verb[] = [startVerb, setupVerb, settingsVerb];
