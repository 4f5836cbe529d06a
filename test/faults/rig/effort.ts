/** Whether the long form runs (`npm run faults`): more rounds, the red variants, figures written to bench/FAULTS.md. */
export const isLong = process.env.FAULTS === "long";

/** How often something is done: a little in `npm test`, more in the long form, where `ROUNDS` overrides it. */
export const rounds = (short: number, long: number): number => (isLong ? Number(process.env.ROUNDS ?? long) : short);

/** How long something lasts or may take, which no number of rounds changes, in ms. */
export const lasting = (short: number, long: number): number => (isLong ? long : short);

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until something is so. @returns the milliseconds it took @throws Error when it is not so in time */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, patienceMs = 30_000): Promise<number> {
  const began = performance.now();
  while (!(await isSo())) {
    if (performance.now() - began > patienceMs) throw new Error(`Not so after ${patienceMs} ms: ${what}`);
    await pause(25);
  }
  return performance.now() - began;
}
