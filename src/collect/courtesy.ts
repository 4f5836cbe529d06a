/** Lets people go first: long work such as an import waits while somebody's page is being answered. */
export type Courtesy = {
  /** Somebody asks for something; what it returns is called when they have it. */
  greet(): () => void;
  /** For long work, between two pieces of it: resolves when nobody asks for anything, at the latest after a quarter of a second. */
  giveWay(): Promise<void>;
};

// A piece of an import takes about as long: with people about all the time it goes on at a third of its speed, not at none.
const patienceMs = 250;

export function createCourtesy(): Courtesy {
  let asking = 0;
  let waiting: (() => void)[] = [];

  function leave(): void {
    if (--asking > 0) return;
    const freed = waiting;
    waiting = [];
    for (const goOn of freed) goOn();
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
      if (asking === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patienceMs);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
