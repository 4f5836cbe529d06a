/** Work that must not run side by side: under one name, each begins when all that was queued before it has ended, however it ended. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Carries work out in its turn. @throws the signal's reason when it is given up while it waits */
  async take<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    let end = (): void => {};
    const own = new Promise<void>((resolve) => (end = resolve));
    // Who gives up while waiting lets nobody past the one who is at it.
    const ended = before.then(() => own);
    this.#last.set(name, ended);
    void ended.then(() => this.#last.get(name) === ended && this.#last.delete(name));
    try {
      await Promise.race([before, abortOf(signal)]);
      signal.throwIfAborted();
      return await work();
    } finally {
      end();
    }
  }
}

const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true }));
