/** Lets people go first: long work such as an import waits while somebody's page is being answered. */
export type Courtesy = {
  /** Somebody asks for something; what it returns is called when they have it. */
  greet(): () => void;
  /** For long work, between two pieces of it however small: resolves when nobody asks for anything, or when it has stood back for long enough. */
  giveWay(): Promise<void>;
};

// With people about all the time long work goes on at a third of its speed, not at none: so long of each, in turn.
const workMs = 125;
const patienceMs = 250;

/** `now` is any clock that only goes forward, in ms. */
export function createCourtesy(now = (): number => performance.now()): Courtesy {
  let asking = 0;
  let stoodBackAt = -Infinity;
  const waiting = new Set<() => void>();

  function leave(): void {
    if (--asking === 0) for (const goOn of waiting) goOn();
  }

  return {
    greet() {
      asking++;
      let isHere = true;
      return () => {
        if (isHere) leave();
        isHere = false;
      };
    },
    async giveWay() {
      // Whoever knocked while the thread was busy is let in first.
      await new Promise((resolve) => setImmediate(resolve));
      if (asking === 0 || now() - stoodBackAt < workMs) return;
      await new Promise<void>((resolve) => {
        const goOn = (): void => {
          clearTimeout(timer);
          waiting.delete(goOn);
          resolve();
        };
        const timer = setTimeout(goOn, patienceMs);
        waiting.add(goOn);
      });
      stoodBackAt = now();
    },
  };
}
