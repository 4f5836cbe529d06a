type Window = { current: number; began: number };

const rememberedAtMost = 20_000;

/**
 * Counts requests for the rate limits on a clock that nobody can set: after a jump of the wall clock to the past, the plugin's own memory
 * would keep somebody locked out for as long as the jump was.
 */
export class RateMemory {
  private windows = new Map<string, Window>();

  constructor(
    _options?: unknown,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts one request; tells how many there were in this window, and the milliseconds until it ends. */
  incr(key: string, tell: (error: Error | null, seen: { current: number; ttl: number }) => void, windowMs: number): void {
    const now = this.now();
    const known = this.windows.get(key);
    const window = known && now - known.began < windowMs ? known : { current: 0, began: now };
    window.current++;
    // The newest stand at the end, so the oldest are forgotten first.
    this.windows.delete(key);
    this.windows.set(key, window);
    if (this.windows.size > rememberedAtMost) this.windows.delete(this.windows.keys().next().value!);
    tell(null, { current: window.current, ttl: windowMs - (now - window.began) });
  }

  child(): RateMemory {
    return new RateMemory(undefined, this.now);
  }
}
