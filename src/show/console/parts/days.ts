/** Neighbours that share a day, in their order. `dayOf` says the day of an instant in the workspace's zone. */
export function groupByDay<T extends { timestamp: string }>(
  items: readonly T[],
  dayOf: (iso: string) => string,
): [day: string, items: [T, ...T[]]][] {
  const days: [string, [T, ...T[]]][] = [];
  for (const item of items) {
    const day = dayOf(item.timestamp);
    const last = days.at(-1);
    if (last?.[0] === day) last[1].push(item);
    else days.push([day, [item]]);
  }
  return days;
}
