import type { Settings } from "../../model/settings.ts";
import type { Reach } from "./reach.ts";
import type { Answer } from "./say.ts";

/** Values of a verb's arguments and options, as commander hands them over. */
export type Given = { args: string[]; options: Record<string, string | boolean | string[] | undefined> };

/**
 * One verb of the command line. Every verb but `start` and `settings` speaks to the API, so that a terminal can do what a browser can,
 * and nothing else.
 */
export type Verb = {
  /** As it is typed, such as `import <file>`. */
  usage: string;
  summary: string;
  options?: [flags: string, says: string, collect?: true][];
  /** What a person should know before they use it, in paragraphs with a title each. */
  about?: [title: string, lines: string[]][];
  /** Whole command lines that work. */
  examples: string[];
  run(given: Given, tools: { settings: Settings; withProduct<T>(task: (reach: Reach) => Promise<T>): Promise<T> }): Promise<Answer | null>;
};
