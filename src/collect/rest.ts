/** Pauses of something that works on and on: one may be ended early, and after `stop` there are none any more. */
export type Rest = { take(ms: number): Promise<void>; end(): void; stop(): void };

export function createRest(): Rest {
  let end = () => {};
  let isOver = false;
  return {
    async take(ms) {
      if (isOver) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    end: () => end(),
    stop() {
      isOver = true;
      end();
    },
  };
}
