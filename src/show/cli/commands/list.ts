import type { Verb } from "../command.ts";
import { customerVerb } from "./customer.ts";
import { doctorVerb } from "./doctor.ts";
import { importVerb } from "./import.ts";
import { importsVerb } from "./imports.ts";
import { journeyVerb } from "./journey.ts";
import { keyVerb } from "./key.ts";
import { metricVerb } from "./metric.ts";
import { passwordVerb } from "./password.ts";
import { seedVerb } from "./seed.ts";
import { settingsVerb } from "./settings.ts";
import { setupVerb } from "./setup.ts";
import { startVerb } from "./start.ts";

/** Every verb of the command line, in the order in which help shows them. */
export const verbs: Verb[] = [
  startVerb,
  setupVerb,
  importVerb,
  importsVerb,
  metricVerb,
  journeyVerb,
  seedVerb,
  keyVerb,
  passwordVerb,
  customerVerb,
  settingsVerb,
  doctorVerb,
];
