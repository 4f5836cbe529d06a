import { expect, test } from "vitest";
import { channels, stages } from "../../src/model/channel.ts";
import { questionScale, type Fact } from "../../src/model/fact.ts";
import { identityKinds, identityParts } from "../../src/model/identity.ts";
import { compilePrivacy } from "../../src/collect/privacy/privacy-rules.ts";
import { usualPrivacy } from "../../src/model/privacy.ts";
import { compilePlaces } from "../../src/collect/catalogue/places.ts";
import { usualCatalogue } from "../../src/collect/catalogue/usual.ts";
import { place } from "../../src/collect/steps/place.ts";
import { lineColumns, lineOf } from "../../src/collect/intake/line.ts";
import type { Arrival, Source } from "../../src/collect/sources/source.ts";

/** A real payload of a source: the call that it is sent to, its body, and how many facts and rejections are in it. */
export type Sample = { title: string; call: string; body: unknown; facts: number; rejections: number };

const arrival: Arrival = {
  sourceId: "src",
  receivedAt: Date.UTC(2026, 4, 1),
  currency: "EUR",
  country: "",
  isUtf8: true,
  headers: {},
  query: {},
};

const usual = { places: compilePlaces(usualCatalogue()), privacy: compilePrivacy(usualPrivacy, "", new Set()) };

/** A fact that has passed the step which gives it its place, in a workspace that has decided nothing of its own. */
export function placed<F extends Fact>(fact: F): F {
  place(fact, usual);
  return fact;
}

/** What every source must keep, whatever its protocol. */
export function keepsTheSourceContract(source: Source, samples: readonly Sample[]): void {
  test(`${source.id} declares addresses without a trailing slash, and snippets that take the key`, () => {
    for (const { path } of source.entries) expect(path).toMatch(/^\/.*[^/]$/);
    for (const { code } of source.snippets) expect(code).toContain("{key}");
  });

  test.each(samples)(`${source.id}: $title gives valid facts, and accounts for everything`, ({ call, body, facts, rejections }) => {
    const reading = source.read(structuredClone(body), call, arrival);
    expect([reading.facts.length, reading.rejections.length]).toEqual([facts, rejections]);
    for (const fact of reading.facts) expectValid(placed(fact));
    for (const { code, problem } of reading.rejections) {
      expect(code).toMatch(/^[a-z_0-9]+$/);
      expect(problem).toMatch(/\.$/);
    }
  });

  test.each(samples)(`${source.id}: $title says the same when it is read again`, ({ call, body }) => {
    const read = () =>
      source.read(structuredClone(body), call, arrival).facts.filter((fact) => !fact.flags.includes("message_id_assigned"));
    expect(read()).toEqual(read());
  });

  test(`${source.id} refuses what is no request with a failure, and never breaks`, () => {
    for (const call of new Set(source.entries.filter(({ method }) => method === "POST").map((entry) => entry.call)))
      for (const body of [null, 1, "text", [], true])
        expect(() => source.read(body, call, arrival), `${call} ${JSON.stringify(body)}`).toThrow(
          expect.objectContaining({ name: "Failure" }),
        );
  });
}

function expectValid(fact: Fact): void {
  expect(fact.messageId).not.toBe("");
  expect(Buffer.byteLength(fact.messageId)).toBeLessThanOrEqual(256);
  for (const identity of fact.identities) expect(identityKinds).toContain(identityParts(identity).kind);
  for (const at of [fact.timestamp, fact.receivedAt]) expect(Number.isInteger(at)).toBe(true);
  expect(fact).toMatchObject({ sourceId: arrival.sourceId, receivedAt: arrival.receivedAt });
  if (fact.fact !== "identification") {
    expect(channels).toContain(fact.channel);
    expect(["", ...stages]).toContain(fact.stage);
    expect(fact.touchpoint).not.toBe("");
  }
  if (fact.fact === "interaction") expect(fact.revenueMinor === null || Number.isInteger(fact.revenueMinor)).toBe(true);
  if (fact.fact === "feedback" && fact.question !== "") {
    expect(fact.score).toBeGreaterThanOrEqual(questionScale[fact.question][0]);
    expect(fact.score).toBeLessThanOrEqual(questionScale[fact.question][1]);
  }
  expect(lineOf("w", fact).row.split("\t")).toHaveLength(lineColumns[lineOf("w", fact).table].split(",").length - 1);
}
