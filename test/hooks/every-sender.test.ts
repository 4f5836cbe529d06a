import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { senderIds } from "../../src/model/hook.ts";
import { startTestProduct, type TestProduct } from "../support/product.ts";
import { factsOf, healthOf, lettersOf, makeHook, plainEvents, post, publicUrl, signers } from "./sending.ts";

let product: TestProduct;
beforeAll(async () => {
  product = await startTestProduct({ RAPPORT_URL: publicUrl, RAPPORT_BODY_LIMIT_KB: "512" });
});
afterAll(() => product.stop());

const mapping = {
  each: "",
  fields: { email: "data.email", event: "type" },
  fixed: {},
  question: "",
  unit: "major",
  channel: "web",
};
const timed = ["stripe", "zendesk", "hubspot", "standard"];

describe.each(senderIds)("a webhook of %s", (sender) => {
  let id: string;
  let secret: string;
  beforeAll(async () => {
    const isGeneric = sender === "generic";
    ({ id, secret } = await makeHook(product, sender, isGeneric ? { options: { idHeader: "x-delivery-id" } } : {}));
    if (isGeneric || sender === "standard") await product.api("POST", `/api/webhooks/${id}/mapping`, { mapping });
  });
  let last = 0;
  const event = (name = `e${++last}`) => plainEvents[sender](name);
  const sign = (what = event(), withSecret = secret) => signers[sender](what, withSecret, id);
  const refusedWith = async (sent: ReturnType<typeof sign>, code: string) => {
    const before = await healthOf(product, id);
    expect(await post(product, id, sent)).toMatchObject({ status: 401, body: { ok: false, code: "not_proven" } });
    await expect.poll(async () => (await healthOf(product, id)).refused[code] ?? 0).toBe((before.refused[code] ?? 0) + 1);
    expect(await healthOf(product, id)).toMatchObject({ stored: before.stored, known: before.known, setAside: before.setAside });
  };

  test("is answered when it is durable, and its facts can be asked for", async () => {
    expect(await post(product, id, sign())).toEqual({ status: 200, body: { ok: true } });
    expect((await factsOf(product, id)).length).toBeGreaterThan(0);
    expect(await healthOf(product, id)).toMatchObject({ known: 0, setAside: 0, refused: {} });
  });

  test("counts once, however often and in whichever order it is sent again", async () => {
    const [one, other] = [sign(), sign()];
    await post(product, id, other);
    await post(product, id, one);
    const { stored, known } = await healthOf(product, id);
    for (const again of [one, other, one]) expect((await post(product, id, again)).status).toBe(200);
    expect(await healthOf(product, id)).toMatchObject({ stored, setAside: 0 });
    expect((await healthOf(product, id)).known).toBeGreaterThanOrEqual(known + 3);
  });

  test("is refused without a proof, and with the proof of another secret", async () => {
    const { body, headers } = sign();
    await refusedWith({ body, headers: { "content-type": headers["content-type"]! } }, "unsigned");
    const wrong = sender === "standard" ? `whsec_${Buffer.from("another-secret-another-secret-xx").toString("base64")}` : "another-secret";
    await refusedWith(sign(event(), wrong), "bad_signature");
  });

  test.skipIf(sender === "generic")("is refused when one byte of it was changed on its way", async () => {
    const sent = sign();
    const bytes = Buffer.from(sent.body as string);
    bytes[bytes.length - 3]! ^= 1;
    await refusedWith({ ...sent, body: bytes }, "bad_signature");
  });

  test.runIf(timed.includes(sender))("is refused when it was signed long ago, or far ahead", async () => {
    await refusedWith(sign({ ...event(), at: Date.now() - 6 * 60_000 }), "stale_signature");
    await refusedWith(sign({ ...event(), at: Date.now() + 6 * 60_000 }), "stale_signature");
    expect((await post(product, id, sign({ ...event(), at: Date.now() - 4 * 60_000 }))).status).toBe(200);
  });

  test("is kept when it cannot be read, and is taken in once it is mended", async () => {
    const before = (await factsOf(product, id)).length;
    const torn = event();
    const body = torn.body.slice(0, -1);
    for (const text of [body, "hello", ""]) expect((await post(product, id, sign({ ...torn, body: text }))).status).toBe(200);
    const letters = await lettersOf(product, id);
    expect(letters.map(({ code }) => code)).toEqual(["bad_json", "bad_json", "bad_json"]);
    const whole = JSON.parse(letters.at(-1)!.raw) as { text: string };
    expect(whole.text).toBe(body);
    const mended = JSON.stringify({ ...whole, text: torn.body });
    expect((await product.api("POST", `/api/dead-letters/${letters.at(-1)!.id}/replay`, { raw: letters.at(-1)!.raw })).status).toBe(400);
    expect((await product.api("POST", `/api/dead-letters/${letters.at(-1)!.id}/replay`, { raw: mended })).body).toEqual({ ok: true });
    expect((await factsOf(product, id)).length).toBeGreaterThan(before);
  });

  test("is read by its bytes, whatever its content type says", async () => {
    const { stored } = await healthOf(product, id);
    for (const type of ["text/plain", "application/octet-stream", "application/json; charset=utf-8"]) {
      const sent = sign();
      expect((await post(product, id, { ...sent, headers: { ...sent.headers, "content-type": type } })).status).toBe(200);
    }
    expect((await healthOf(product, id)).stored).toBeGreaterThanOrEqual(stored + 3);
  });

  test("that is too large is refused, and counted as that", async () => {
    const sent = sign({ ...event(), body: JSON.stringify({ padding: "x".repeat(600_000) }) });
    expect(await post(product, id, sent)).toMatchObject({ status: 413, body: { code: "body_too_large" } });
    await expect.poll(async () => (await healthOf(product, id)).refused.body_too_large).toBe(1);
  });

  test("goes on through a change of its secret: both are good, then only the new one", async () => {
    const newer = sender === "standard" ? `whsec_${Buffer.from("a-newer-secret-a-newer-secret-xx").toString("base64")}` : "a-newer-secret";
    const added = await product.api("POST", `/api/webhooks/${id}/secrets`, { secret: newer, oldFor: "removed" });
    expect(added).toMatchObject({ status: 201, body: { secret: null } });
    expect((await post(product, id, sign(event(), newer))).status).toBe(200);
    expect((await post(product, id, sign(event(), secret))).status).toBe(200);
    expect((await product.api("POST", `/api/webhooks/${id}/secrets`, { secret: "a-third-secret" })).status).toBe(409);

    type Known = { secrets: { id: string }[] };
    const { secrets } = (await product.api<Known>("GET", `/api/webhooks/${id}`)).body;
    expect((await product.api("DELETE", `/api/webhooks/${id}/secrets/${secrets.at(-1)!.id}`)).status).toBe(200);
    await refusedWith(sign(event(), secret), "bad_signature");
    expect((await post(product, id, sign(event(), newer))).status).toBe(200);
    secret = newer;
  });

  test("never shows a secret again", async () => {
    const told = await Promise.all(
      [`/api/webhooks/${id}`, `/api/webhooks/${id}/deliveries`, "/api/sources"].map((path) => product.api("GET", path)),
    );
    for (const { status, body } of told) expect([status, JSON.stringify(body).includes(secret)]).toEqual([200, false]);
    const rows = await product.product.store.records.database.selectFrom("webhook_secrets").selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test("is refused once it was revoked, like an address that never was", async () => {
    expect((await product.api("DELETE", `/api/webhooks/${id}`)).status).toBe(200);
    expect(await post(product, id, sign())).toMatchObject({ status: 401, body: { code: "unknown_hook" } });
    expect(await post(product, "hook_never", sign())).toMatchObject({ status: 401, body: { code: "unknown_hook" } });
    expect((await product.api("POST", `/api/webhooks/${id}/secrets`, { secret: "too-late-now" })).status).toBe(409);
  });
});
