import { spawn } from "node:child_process";
import { once } from "node:events";
import { pause } from "./effort.ts";

/** A fault that strace injects into system calls, for as long as it is attached. */
export type Injection = { end(): Promise<void> };

/**
 * Makes system calls of running processes fail or wait, e.g. `fsync,fdatasync:error=EIO` or `fsync:delay_enter=50000` (µs).
 * Every thread counts its own calls.
 */
export async function inject(pids: readonly number[], fault: string): Promise<Injection> {
  const calls = fault.split(":")[0]!;
  const args = ["-f", "-qq", "-o", "/dev/null", "-e", `trace=${calls}`, "-e", `inject=${fault}`];
  const strace = spawn("strace", [...args, ...pids.flatMap((pid) => ["-p", String(pid)])], { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  strace.stderr.on("data", (chunk) => (said += chunk));
  // It says nothing when it has attached; a wrong argument ends it at once.
  await pause(400);
  // A process that the fault ended already takes its tracer with it.
  if (strace.exitCode !== null && said !== "") throw new Error(`strace ended: ${said}`);
  return {
    async end() {
      if (strace.exitCode !== null || strace.signalCode !== null) return;
      const ended = once(strace, "exit");
      strace.kill("SIGINT");
      // Letting go of a process that ends at the same moment can take it for ever; when it is gone itself, the kernel lets go.
      const impatient = setTimeout(() => strace.kill("SIGKILL"), 5000);
      await ended;
      clearTimeout(impatient);
    },
  };
}
