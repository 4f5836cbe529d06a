import { describe, expect, it } from "vitest";
import { dateOrderOf, readInstant } from "../../src/collect/imports/cells/instant.ts";
import { readScore } from "../../src/collect/imports/cells/score.ts";
import { zoneOf } from "../../src/collect/imports/cells/zone.ts";
import { importText } from "../support/imports.ts";

const iso = (cell: string) => {
  const at = readInstant(cell, { order: "dmy", zone: zoneOf("UTC") });
  return at === null ? null : new Date(at).toISOString().slice(0, 16);
};

describe("a date in words of its country", () => {
  it.each([
    ["1 février 2026", "2026-02-01T00:00"],
    ["1er février 2026 à 10:30", "2026-02-01T10:30"],
    ["lundi 2 février 2026 10h30", "2026-02-02T10:30"],
    ["mar. 3 févr. 2026", "2026-02-03T00:00"],
    ["mar 3 mar 2026", "2026-03-03T00:00"],
    ["01/02/2026 à 10h30", "2026-02-01T10:30"],
    ["1. März 2026", "2026-03-01T00:00"],
    ["31. Dez. 2026", "2026-12-31T00:00"],
    ["1 Mrz 26", "2026-03-01T00:00"],
    ["01.02.2026, 10:30 Uhr", "2026-02-01T10:30"],
    ["Montag, 2. Februar 2026 um 10:30", "2026-02-02T10:30"],
    ["domingo, 1 de febrero de 2026, 10:30", "2026-02-01T10:30"],
    ["1º de março de 2026", "2026-03-01T00:00"],
    ["1 giugno 2026", "2026-06-01T00:00"],
    ["3 mei 2026", "2026-05-03T00:00"],
    ["1 lutego 2026", "2026-02-01T00:00"],
    ["1. marraskuuta 2026", "2026-11-01T00:00"],
    ["3. listopadu 2026", "2026-11-03T00:00"],
    ["01 Şubat 2026", "2026-02-01T00:00"],
    ["1 февраля 2026 г.", "2026-02-01T00:00"],
    ["2026年2月1日", "2026-02-01T00:00"],
    ["2026年2月1日(日) 10時30分", "2026-02-01T10:30"],
    ["2026/2/1 下午3:05", "2026-02-01T15:05"],
    ["2026. 2. 1. 오후 3:05", "2026-02-01T15:05"],
    ["Sun Feb 01 2026 10:30:00 GMT+0100 (Central European Standard Time)", "2026-02-01T09:30"],
    ["Sun Feb 01 2026 10:30:00 GMT+0100 (CET)", "2026-02-01T09:30"],
    ["Wed Oct 10 20:19:24 +0000 2018", "2018-10-10T20:19"],
    ["Feb 1, 2026 10:00:00 AM PST", "2026-02-01T18:00"],
    ["2026-02-01 10:30 CET", "2026-02-01T09:30"],
    ["01.02.2026 10:30 MESZ", "2026-02-01T08:30"],
    ["Sun Feb 01 10:30:00 CET 2026", "2026-02-01T09:30"],
    ["Sun Feb 01 10:30:00 PST 2026", "2026-02-01T18:30"],
    ["2026-02-01 10:30 PET", null],
    ["2026-02-01 10:30 IST", null],
    ["2026-02-01T10:30+01:00[Europe/Berlin]", "2026-02-01T09:30"],
    ["20260201 10:30:00", "2026-02-01T10:30"],
    ["Feb-01-2026", "2026-02-01T00:00"],
    ["1 Feb 2026 10 AM", "2026-02-01T10:00"],
    ["3 marrow 2026", null],
    ["1 foo 2026", null],
    ["12 mai oder so", null],
  ])("%s", (cell, at) => {
    expect(iso(cell)).toBe(at);
  });

  it("tells the order of day and month as another would", () => {
    expect(dateOrderOf(["13/02/2026 à 10h30", "01/02/2026 à 9h15"])).toBe("dmy");
  });

  it("is no reason to set a row aside", async () => {
    const { result, ledger } = await importText("Date;E-mail;NPS\n1er février 2026;a@example.com;9\n15 août 2025;b@example.com;3\n");
    expect(result).toMatchObject({ stored: 2, setAside: 0 });
    expect([...ledger.facts.values()].map(({ timestamp }) => new Date(timestamp).toISOString())).toEqual([
      "2026-01-31T23:00:00.000Z",
      "2025-08-14T22:00:00.000Z",
    ]);
  });
});

describe("an answer in words of its country", () => {
  it.each([
    ["4.0 out of 5 stars", 4],
    ["4 von 5 Sternen", 4],
    ["4 sur 5", 4],
    ["Mycket nöjd", 5],
    ["とても満足", 5],
    ["不满意", 2],
    ["4.5 out of 5 stars", null],
    ["4 out of 6", null],
  ])("%s", (cell, score) => {
    expect(readScore(cell, "satisfaction")).toBe(score);
  });
});
