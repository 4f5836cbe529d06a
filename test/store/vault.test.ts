import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readSettings } from "../../src/model/settings.ts";
import { openVault } from "../../src/store/vault.ts";

const folder = () => mkdtempSync(join(tmpdir(), "rapport-vault-"));
const strong = "kD83jf02Lm4Qz7Xv1Tn5Rb9Yw6Hc0PsA";

describe("a vault", () => {
  test("opens what it locked, for the same purpose only, and never locks twice alike", () => {
    const vault = openVault({ data: folder(), secret: "" });
    const sealed = vault.seal("whsec_1 ✓", "webhook w a");
    expect(vault.open(sealed, "webhook w a")).toBe("whsec_1 ✓");
    expect(vault.open(sealed, "webhook w b")).toBeNull();
    expect(vault.seal("whsec_1 ✓", "webhook w a")).not.toBe(sealed);
    expect(sealed).not.toContain("whsec");
  });

  test("opens nothing that was changed", () => {
    const vault = openVault({ data: folder(), secret: strong });
    const sealed = vault.seal("secret", "a");
    const [version, id, nonce, locked] = sealed.split(".") as [string, string, string, string];
    const flipped = Buffer.from(locked, "base64url");
    flipped[0]! ^= 1;
    for (const text of [
      [version, id, nonce, flipped.toString("base64url")].join("."),
      [version, id, nonce, ""].join("."),
      "v2.x.y.z",
      "",
      sealed.slice(0, -4),
    ])
      expect(vault.open(text, "a")).toBeNull();
  });

  test("keeps its key in the folder, and takes several of the operator's own", () => {
    const data = folder();
    const sealed = openVault({ data, secret: "" }).seal("x", "a");
    expect(openVault({ data, secret: "" }).open(sealed, "a")).toBe("x");
    const moved = openVault({ data, secret: strong });
    expect([moved.open(sealed, "a"), moved.isOld(sealed), moved.isOld(moved.seal("x", "a"))]).toEqual(["x", true, false]);
    const rotated = openVault({ data: folder(), secret: `${strong.toLowerCase()},${strong}` });
    expect(rotated.open(moved.seal("y", "a"), "a")).toBe("y");
  });

  test("refuses a damaged key file instead of making another", () => {
    const data = folder();
    writeFileSync(join(data, "secret.key"), "short\n");
    expect(() => openVault({ data, secret: "" })).toThrow(expect.objectContaining({ code: "bad_setting" }));
  });

  test.each(["changeme", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", `${strong},short`])(
    "a weak key is refused, and is not repeated: %s",
    (secret) => {
      expect(() => readSettings({ RAPPORT_SECRET: secret })).toThrow(
        expect.objectContaining({ code: "bad_setting", message: expect.not.stringContaining(secret) }),
      );
    },
  );
});
