import { appStore } from "./app-store.ts";
import { discourse } from "./discourse.ts";
import type { FeedReading, FeedShape } from "./shape.ts";
import { syndication } from "./syndication.ts";

/** Every form of feed. They are tried in this order. */
export const shapes: readonly FeedShape[] = [discourse, appStore, syndication];

/** What a feed says, whichever form it has; `null` when it has none that is known. */
export function readFeed(text: string): FeedReading | null {
  for (const shape of shapes) {
    const reading = shape.read(text);
    if (reading) return reading;
  }
  return null;
}
