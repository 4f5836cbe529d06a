import { Failure } from "../../model/failure.ts";
import { Refused } from "./reach.ts";

/** Says why something failed, and returns its exit code: 1 trouble, 2 the caller's words, 3 not there, 4 not allowed, 70 a bug. The one place that does. */
export function sayFailure(error: unknown): number {
  if (error instanceof Failure || error instanceof Refused) {
    console.error(`rapport: ${error.message} (${error.code})`);
    for (const { path, message } of error instanceof Refused ? error.issues.slice(1) : []) console.error(`rapport: ${path}: ${message}`);
    return error.exit;
  }
  console.error(error);
  return 70;
}
