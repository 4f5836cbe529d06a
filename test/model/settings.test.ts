import { describe, expect, test } from "vitest";
import { readSettings } from "../../src/model/settings.ts";

describe("settings", () => {
  test("an empty environment gives a product that only this machine can reach", () => {
    expect(readSettings({})).toMatchObject({ port: 4400, host: "127.0.0.1", data: "./data", recordsUrl: "", eventsUrl: "" });
  });

  test("an empty value counts as absent", () => {
    expect(readSettings({ PORT: " " }).port).toBe(4400);
  });

  test.each([
    [{ RAPPORT_DATTA: "x" }, "unknown_setting", /RAPPORT_DATTA is not a setting/],
    [{ PORT: "forty" }, "bad_setting", /PORT=forty cannot be used: give a whole number from 0 to 65535/],
    [{ PORT: "70000" }, "bad_setting", /PORT/],
    [{ DATABASE_URL: "mysql://x" }, "bad_setting", /DATABASE_URL/],
    [{ RAPPORT_LOG: "loud" }, "bad_setting", /silent, error, warn, info, debug/],
  ])("%j is refused with a sentence that names the remedy", (env, code, message) => {
    expect(() => readSettings(env as Record<string, string>)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) }),
    );
  });
});
