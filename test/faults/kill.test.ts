import { afterAll, expect, test } from "vitest";
import { openStore } from "../../src/store/open.ts";
import { ask } from "../../src/store/ask.ts";
import { serve, setUp } from "../support/served.ts";
import { testSettings } from "../support/settings.ts";

/** How often the whole process tree is killed: 3 times in `npm test`, more in `npm run faults`. */
const kills = Number(process.env.KILLS ?? 3);
const senders = 3;
const settings = testSettings();
const product = await serve(settings.data);
afterAll(() => product.killAll().catch(() => {}));

type Sent = { messageId: string; low: boolean };

test(
  `after ${kills} times kill -9 under load, each acknowledged message is there once and each low answer has its one case`,
  async () => {
    await product.start();
    const { key } = await setUp(product.url);
    const acknowledged: Sent[] = [];
    let running = true;
    const send = async (sender: number) => {
      for (let batch = 0; running; batch++) {
        const sent = Array.from({ length: 40 }, (_, i) => ({ messageId: `s${sender}-b${batch}-${i}`, low: i % 10 === 0 }));
        // Whatever was not acknowledged is sent again with the same ids, as tracking libraries do.
        while (running && !(await post(key, sent))) await new Promise((done) => setTimeout(done, 50));
        if (running) acknowledged.push(...sent);
      }
    };
    const sending = Array.from({ length: senders }, (_, sender) => send(sender));
    for (let kill = 0; kill < kills; kill++) {
      await new Promise((done) => setTimeout(done, 300 + Math.random() * 1500));
      await product.killAll();
      await product.start();
    }
    await new Promise((done) => setTimeout(done, 500));
    running = false;
    await Promise.all(sending);
    await product.killAll();
    // A last start follows what was stored but not yet followed when the last kill came.
    await product.start();
    await untilCasesRest();
    expect(await product.stop()).toBe(0);

    const { stored, cases } = await readBack();
    const doubles = [...stored].filter(([, n]) => n !== 1);
    const lost = acknowledged.filter(({ messageId }) => !stored.has(messageId));
    const wanted = [...stored.keys()].filter((id) => /-\d*0$/.test(id));
    expect({ doubles, lost }).toEqual({ doubles: [], lost: [] });
    expect(cases.sort()).toEqual(wanted.sort());
    expect(acknowledged.length).toBeGreaterThan(kills * 40);
    console.log(
      `kill -9: ${kills} kills, ${acknowledged.length} acknowledged, ${lost.length} lost, ${doubles.length} double, ${cases.length} cases for ${wanted.length} low answers`,
    );
  },
  60_000 + kills * 30_000,
);

async function post(key: string, sent: Sent[]): Promise<boolean> {
  const batch = sent.map(({ messageId, low }, i) => ({
    type: "track",
    messageId,
    userId: `u${i}`,
    timestamp: new Date().toISOString(),
    ...(low
      ? { event: "Survey Answered", properties: { question: "recommend", score: 2, comment: "Late again" } }
      : { event: "Product Viewed", properties: {} }),
  }));
  const answer = await fetch(`${product.url}/v1/batch`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${key}:`)}`, "content-type": "application/json" },
    body: JSON.stringify({ batch }),
  }).catch(() => null);
  if (answer && answer.status !== 200 && answer.status !== 503 && answer.status !== 429)
    throw new Error(`The door answered ${answer.status}: ${await answer.text()}`);
  return answer?.status === 200;
}

async function readBack(): Promise<{ stored: Map<string, number>; cases: string[] }> {
  const store = await openStore(settings);
  const sql =
    "SELECT message_id AS id, count() AS n FROM (SELECT message_id FROM interactions UNION ALL SELECT message_id FROM feedback) GROUP BY message_id";
  const rows = await ask<{ id: string; n: number }>(store.events.client, { tag: "test", sql, bound: {}, limitRows: 10_000_000 });
  const cases = await store.records.database.selectFrom("cases").select("feedback_id").execute();
  await store.close();
  return { stored: new Map(rows.map(({ id, n }) => [id, n])), cases: cases.map(({ feedback_id }) => feedback_id) };
}

/** Waits until no new case has been opened for a second. */
async function untilCasesRest(): Promise<void> {
  const { createClient, owner } = await import("../support/product.ts");
  const api = createClient(product.url);
  await api("POST", "/api/sign-in", owner);
  let before = -1;
  for (;;) {
    const { body } = await api<{ counts: { open: number } }>("GET", "/api/cases?state=open");
    if (body.counts.open === before) return;
    before = body.counts.open;
    await new Promise((done) => setTimeout(done, 1000));
  }
}
