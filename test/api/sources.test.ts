import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestProduct, type TestProduct } from "../support/product.ts";

type Source = {
  id: string;
  kind: string;
  received: number;
  stored: number;
  known: number;
  setAside: number;
  refused: { code: string; n: number }[];
  lastSeenAt: string | null;
};
type Letters = { total: number; items: { id: string; code: string; problem: string; raw: string }[] };

let product: TestProduct;
let key: string;
let keyId: string;
beforeAll(async () => {
  product = await startTestProduct();
  ({ key, id: keyId } = (await product.api<{ id: string; key: string }>("POST", "/api/keys", { name: "Web shop" })).body);
});
afterAll(() => product.stop());

const send = (batch: unknown[], withKey = key) =>
  product.api("POST", "/v1/batch", { batch }, { authorization: `Basic ${btoa(`${withKey}:`)}` });
const track = (messageId: string, event: string) => ({ type: "track", userId: "42", messageId, event });
const source = async () => (await product.api<{ sources: Source[] }>("GET", "/api/sources")).body.sources.find(({ id }) => id === keyId)!;

describe("a source", () => {
  test("has a key that is shown once and is nowhere to be read afterwards", async () => {
    expect(key).toMatch(/^wk_/);
    const { body } = await product.api("GET", "/api/sources");
    expect(JSON.stringify(body)).not.toContain(key);
  });

  test("comes with programs to copy, from every protocol", async () => {
    type Protocols = { url: string | null; protocols: { id: string; snippets: { title: string; code: string }[] }[] };
    const { protocols, url } = (await product.api<Protocols>("GET", "/api/protocols")).body;
    expect(url).toBeNull();
    expect(protocols.map(({ id }) => id)).toEqual(expect.arrayContaining(["segment", "rudderstack", "jitsu"]));
    for (const { id, snippets } of protocols) expect(new Set(snippets.map(({ title }) => title)).size, id).toBe(snippets.length);
  });

  test("accounts for everything: received is stored, known and set aside, and nothing else", async () => {
    const nameless = { type: "track", userId: "42", messageId: "m3" };
    expect((await send([track("m1", "Product Viewed"), track("m2", "Order Completed"), nameless])).status).toBe(200);
    await send([track("m1", "Product Viewed")]);
    expect(await source()).toMatchObject({ received: 4, stored: 2, known: 1, setAside: 1, lastSeenAt: expect.any(String) });
  });

  test("shows what arrives, newest first, and only what is new when asked again", async () => {
    type Live = { events: { name: string; identities: string[]; raw: string }[]; last: number };
    const { body } = await product.api<Live>("GET", "/api/debugger");
    expect(body.events.map(({ name }) => name)).toEqual(["Order Completed", "Product Viewed"]);
    expect(body.events[0]?.identities).toEqual(["user:42"]);
    expect(() => JSON.parse(body.events[0]!.raw)).not.toThrow();
    expect((await product.api<Live>("GET", `/api/debugger?after=${body.last}`)).body.events).toEqual([]);
  });

  test("keeps what it could not use, with the reason, until somebody mends and replays it", async () => {
    const { body } = await product.api<Letters>("GET", "/api/dead-letters");
    expect(body.total).toBe(1);
    const letter = body.items[0]!;
    const replay = (raw: string) => product.api("POST", `/api/dead-letters/${letter.id}/replay`, { raw });
    expect((await replay(letter.raw)).status).toBe(400);
    expect((await replay("{ not json")).body).toMatchObject({ error: { code: "bad_json" } });
    expect((await product.api<Letters>("GET", "/api/dead-letters")).body.total).toBe(1);

    expect((await replay(JSON.stringify({ ...JSON.parse(letter.raw), event: "Cart Viewed" }))).status).toBe(200);
    expect((await product.api<Letters>("GET", "/api/dead-letters")).body.total).toBe(0);
    expect((await product.api<{ events: { name: string }[] }>("GET", "/api/debugger")).body.events[0]?.name).toBe("Cart Viewed");
    expect((await replay(letter.raw)).status).toBe(404);
  });

  test("names the pages that may send through it, when it is made and later, and refuses what is no page", async () => {
    const make = (origins: string[]) => product.api<{ id: string; key: string }>("POST", "/api/keys", { name: "Site", origins });
    const { id, key: bound } = (await make([" HTTPS://Shop.example/ ", "https://*.shop.example"])).body;
    const listed = async () =>
      (await product.api<{ sources: { id: string; origins: string[] }[] }>("GET", "/api/sources")).body.sources.find((one) => one.id === id)
        ?.origins;
    expect(await listed()).toEqual(["https://shop.example", "https://*.shop.example"]);
    const from = async (origin: string) => {
      const headers = { authorization: `Basic ${btoa(`${bound}:`)}`, origin };
      return (await product.api("POST", "/v1/track", track("o1", "Seen"), headers)).status;
    };
    expect([await from("https://shop.example"), await from("https://other.example")]).toEqual([200, 403]);
    expect((await product.api("PATCH", `/api/keys/${id}`, { origins: ["https://other.example"] })).status).toBe(200);
    expect([await from("https://shop.example"), await from("https://other.example")]).toEqual([403, 200]);
    for (const wrong of ["shop.example", "https://shop.example/path", "*", "ftp://shop.example", "https://a*.example"])
      expect(await make([wrong]), wrong).toMatchObject({ status: 400, body: { error: { issues: [{ path: "origins.0" }] } } });
    expect((await product.api("PATCH", "/api/keys/nobody", { origins: [] })).status).toBe(404);
    await product.api("DELETE", `/api/keys/${id}`);
  });

  test("can be shut: a revoked key is refused at once, and stays on the list", async () => {
    expect((await product.api("DELETE", `/api/keys/${keyId}`)).status).toBe(200);
    expect((await send([track("m9", "Late")])).status).toBe(401);
    expect(await source()).toMatchObject({ id: keyId });
    expect((await product.api("DELETE", `/api/keys/${keyId}`)).status).toBe(404);
  });
});
