import { facts } from "./0001-facts.ts";
import { places } from "./0003-places.ts";
import { deliveries } from "./0004-deliveries.ts";
import { letters } from "./0004-letters.ts";
import { health } from "./0005-health.ts";

/** Every step of the event store's shape, in order. A step is a list of statements that may each be repeated after an interruption. */
export const eventMigrations: { id: string; statements: string[] }[] = [
  { id: "0001-facts", statements: facts },
  { id: "0003-places", statements: places },
  { id: "0004-deliveries", statements: deliveries },
  { id: "0004-letters", statements: letters },
  { id: "0005-health", statements: health },
];
