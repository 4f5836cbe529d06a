import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest. They begin first, so that the workers end together; a file that is not named begins after them. */
const longest = [
  "faults/content/duplicates",
  "walks/screens",
  "walks/figures",
  "collect/intake",
  "faults/process/pressure",
  "walks/newcomer",
  "respond/survey-browser",
  "faults/disk/full",
  "collect/clients/posthog",
  "faults/disk/errors",
  "cli/verbs",
  "collect/decisions",
  "faults/traffic/connections",
  "collect/clients/browser",
].map((name) => `test/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/support/built.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // What a test waits for comes soon, or on a busy machine later: only what never comes may fail it.
    expect: { poll: { timeout: 20_000 } },
    pool: "forks",
    isolate: false,
    // A test often waits for a disk, a browser or a timer: one worker more than there are cores keeps those busy.
    maxWorkers: Math.min(4, availableParallelism() + 1),
    sequence: { sequencer: LongestFirst },
  },
});
