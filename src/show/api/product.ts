import type { Logger } from "pino";
import type { Bookkeeper } from "../../collect/accounts/bookkeeper.ts";
import type { Remappings } from "../../collect/catalogue/remappings.ts";
import type { Collect } from "../../collect/collect.ts";
import type { Courtesy } from "../../collect/courtesy.ts";
import type { Feeds } from "../../collect/feeds/feeds.ts";
import type { Imports } from "../../collect/imports/imports.ts";
import type { Inbox } from "../../collect/inbox/inbox.ts";
import type { Jobs } from "../../collect/jobs.ts";
import type { Observer } from "../../collect/observe/observer.ts";
import type { Settings } from "../../model/settings.ts";
import type { Outside } from "../../outside/outside.ts";
import type { Store } from "../../store/open.ts";

/** Everything that a route may use: the stores, the rooms that keep state, the clock. Made once, by `startProduct`. */
export type Product = {
  settings: Settings;
  store: Store;
  collect: Collect;
  courtesy: Courtesy;
  jobs: Jobs;
  imports: Imports;
  feeds: Feeds;
  outside: Outside;
  remappings: Remappings;
  /** The watched folder; `null` when none is set. */
  inbox: Inbox | null;
  observer: Observer;
  bookkeeper: Bookkeeper;
  log: Logger;
  /** UTC milliseconds. */
  now(): number;
  /** Whether the product is on its way out: nothing new is accepted, what is under way is finished. */
  isStopping(): boolean;
};
