import { readSettings } from "../../src/model/settings.ts";
import { startProduct } from "../../src/show/api/start.ts";
import { copyInto, emptySettings } from "./settings.ts";
import { createClient, owner, type TestProduct } from "./product.ts";
import { madeOnce, versionOf } from "./template.ts";

const sources = ["model", "stats", "store", "collect", "act", "prove", "show/api"].map((room) => `src/${room}`);

/** A running product of the owner with a small sample company, whose year ended within this hour; it is loaded once for all who ask. */
export async function startTown(): Promise<TestProduct> {
  const settings = emptySettings();
  copyInto(settings.data, await madeOnce("town", versionOf(sources, new Date().toISOString().slice(0, 13)), loadTown));
  const running = await startProduct(settings);
  const api = createClient(running.url);
  await api("POST", "/api/sign-in", owner);
  return { ...running, api };
}

async function loadTown(data: string): Promise<void> {
  const product = await startProduct(readSettings({ RAPPORT_DATA: data, PORT: "0", RAPPORT_LOG: "error" }));
  const api = createClient(product.url);
  await api("POST", "/api/setup", owner);
  const { body } = await api<{ job: string }>("POST", "/api/sample", { customers: 1200 });
  const stateNow = async () => (await api<{ state: string }>("GET", `/api/jobs/${body.job}`)).body.state;
  let state = await stateNow();
  for (; state === "running"; state = await stateNow()) await new Promise((done) => setTimeout(done, 200));
  await product.stop();
  if (state !== "done") throw new Error(`Loading the sample company: ${state}`);
}
