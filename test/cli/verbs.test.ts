import { beforeAll, describe, expect, test } from "vitest";
import { testSettings } from "../support/settings.ts";
import { rapport } from "../support/terminal.ts";

describe("the command line", () => {
  const env = { RAPPORT_DATA: testSettings().data };
  const owner = ["--name", "Owner", "--email", "owner@example.com", "--company", "Test"];

  test("help lists the verbs, and a verb's help shows lines that work", async () => {
    expect((await rapport(["--help"])).out).toMatch(/start[\s\S]*import[\s\S]*metric[\s\S]*doctor/);
    expect((await rapport(["metric", "--help"])).out).toContain("$ rapport metric nps --from");
  });

  test("a misspelt verb is refused with the one that was meant, and exit code 2", async () => {
    const ended = await rapport(["metrik"]);
    expect([ended.code, ended.err]).toEqual([2, expect.stringContaining("Did you mean metric?")]);
  });

  test("settings can be read by programs, and secrets are not among them", async () => {
    const { out } = await rapport(["settings", "--json"], { env: { PORT: "8080", DATABASE_URL: "postgres://u:hunter2@127.0.0.1/x" } });
    expect(JSON.parse(out)).toContainEqual(expect.objectContaining({ name: "PORT", value: "8080", from: "environment" }));
    expect(out).not.toContain("hunter2");
  });

  describe("on a folder in which nothing was set up", () => {
    beforeAll(async () => {
      const before = await rapport(["key", "list"], { env });
      expect([before.code, before.err]).toEqual([2, expect.stringContaining("not_set_up")]);
      const made = await rapport(["setup", ...owner], { env, input: "correct horse battery\n" });
      expect([made.code, made.err]).toEqual([0, ""]);
    });

    test("a second owner is refused", async () => {
      const again = await rapport(["setup", ...owner], { env, input: "correct horse battery\n" });
      expect([again.code, again.err]).toEqual([2, expect.stringContaining("already_set_up")]);
    });

    test("a forgotten password is replaced by one that is shown once, and a misspelt account is named", async () => {
      const made = await rapport(["password", "Owner@example.com", "--json"], { env });
      expect(made.code).toBe(0);
      expect((JSON.parse(made.out) as { password: string }).password).toMatch(/^[\w-]{16}$/);
      const none = await rapport(["password", "nobody@example.com"], { env });
      expect([none.code, none.err]).toEqual([expect.any(Number), expect.stringContaining("nobody@example.com")]);
      expect(none.code).not.toBe(0);
    });

    test("the doctor finds both stores in order", async () => {
      const { code, out } = await rapport(["doctor", "--json"], { env });
      const findings = JSON.parse(out) as { check: string; state: string }[];
      expect([code, findings.filter(({ state }) => state === "fail")]).toEqual([0, []]);
      expect(findings.map(({ check }) => check)).toEqual(expect.arrayContaining(["events", "records", "disk"]));
    });
  });
});
