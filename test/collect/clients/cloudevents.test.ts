import { CloudEvent, emitterFor, HTTP, httpTransport, Mode } from "cloudevents";
import { describe, expect, test } from "vitest";
import { useDoor } from "./door.ts";

const door = useDoor();

const events = (): CloudEvent<unknown>[] => [
  new CloudEvent({ id: "1", source: "/shop", type: "Order Completed", subject: "42", data: { total: 49.9, currency: "EUR" } }),
  new CloudEvent({ id: "1", source: "/desk", type: "Ticket Created", subject: "42", data: "Zu spät", datacontenttype: "text/plain" }),
  new CloudEvent({ id: "2", source: "/shop", type: "Käse gekauft", subject: "42", data: [1], traceparent: "00-x" }),
];
const told = [["Käse gekauft", "Order Completed", "Ticket Created"].sort()];
const timelines = async () => (await door.company.timelines()).map((timeline) => [...timeline].sort());

async function post(path: string, headers: object, body: unknown): Promise<number> {
  const authorization = `Bearer ${door.company.key}`;
  const init = { method: "POST", headers: { authorization, ...headers } as Record<string, string>, body: body as string };
  return (await fetch(`${door.company.url}${path}`, init)).status;
}

describe("the official library, unchanged", () => {
  test.each([
    ["binary", HTTP.binary],
    ["structured", HTTP.structured],
  ] as const)("in %s mode loses nothing, and the same event counts once", async (_, encode) => {
    for (let time = 0; time < 2; time++)
      for (const event of events()) {
        const { headers, body } = encode(event);
        expect(await post("/cloudevents", headers, body)).toBe(200);
      }
    expect(await timelines()).toEqual(told);
    expect(await door.company.outcomes()).toEqual({ stored: 3, known: 3 });
  });

  test("in a batch loses nothing, and a bad one takes no other with it", async () => {
    const batch = [...events().map((event) => event.toJSON()), { ...events()[0]!.toJSON(), id: "" }];
    const body = JSON.stringify(batch);
    expect(await post("/cloudevents", { "content-type": "application/cloudevents-batch+json" }, body)).toBe(200);
    expect(await timelines()).toEqual(told);
    expect(await door.company.outcomes()).toEqual({ stored: 3, "set_aside:no_id": 1 });
  });

  test("sends by itself to an address that holds the key", async () => {
    for (const mode of [Mode.BINARY, Mode.STRUCTURED]) {
      const emit = emitterFor(httpTransport(`${door.company.url}/cloudevents/${door.company.key}`), { mode });
      for (const event of events()) await emit(event);
    }
    await door.company.stored(3);
    expect(await timelines()).toEqual(told);
  });

  test("hears why an event that is alone cannot be used", async () => {
    const { headers, body } = HTTP.structured(events()[0]!);
    expect(await post("/cloudevents", headers, (body as string).replace('"42"', '""'))).toBe(400);
    expect(await post("/cloudevents", { ...headers, authorization: "Bearer other" }, body)).toBe(401);
    await expect.poll(door.company.outcomes).toEqual({ "refused:no_user_anon_id": 1 });
  });
});
