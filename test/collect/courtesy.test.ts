import { expect, test } from "vitest";
import { createCourtesy } from "../../src/collect/courtesy.ts";

/** Whether work that gives way now has to wait. */
async function waits({ giveWay }: ReturnType<typeof createCourtesy>): Promise<{ isWaiting: () => boolean; over: Promise<void> }> {
  let isOver = false;
  const over = giveWay().then(() => void (isOver = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { isWaiting: () => !isOver, over };
}

test("long work goes on where nobody asks, and waits for the last of those who do", async () => {
  const courtesy = createCourtesy();
  expect((await waits(courtesy)).isWaiting()).toBe(false);
  const [first, second] = [courtesy.greet(), courtesy.greet()];
  const work = await waits(courtesy);
  first();
  first();
  expect(work.isWaiting()).toBe(true);
  second();
  await work.over;
  expect((await waits(courtesy)).isWaiting()).toBe(false);
});

test("it does not stand back again before it has worked for a while, however small its pieces are", async () => {
  let clock = 0;
  const courtesy = createCourtesy(() => clock);
  courtesy.greet();
  await courtesy.giveWay();
  expect((await waits(courtesy)).isWaiting()).toBe(false);
  clock += 200;
  expect((await waits(courtesy)).isWaiting()).toBe(true);
});

test("it does not wait for ever for somebody who stays", async () => {
  const courtesy = createCourtesy();
  courtesy.greet();
  const work = await waits(courtesy);
  expect(work.isWaiting()).toBe(true);
  await work.over;
});
