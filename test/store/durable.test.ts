import { fsyncSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDurable } from "../../src/store/records/durable.ts";

test("each commit of the embedded records is forced to the disk before it is answered, and a new database whole", async () => {
  let synced = 0;
  const folder = join(mkdtempSync(join(tmpdir(), "rapport-durable-")), "records");
  const database = await openDurable(folder, (file) => {
    synced++;
    fsyncSync(file);
  });
  expect(synced).toBeGreaterThan(500);

  await database.exec("CREATE TABLE t (n int)");
  for (let n = 0; n < 10; n++) {
    const before = synced;
    await database.query("INSERT INTO t VALUES ($1)", [n]);
    expect(synced).toBeGreaterThan(before);
  }
  await database.close();
});
