// A door as one writes it in an afternoon, without any of our protections: it answers first and keeps later, in a line without end; it
// opens its file for each batch; what it could not keep it forgets. The red variants send it what the product is sent.
//   node bare-door.mjs FILE    says its port when it listens; with HASHES=1 it hides each customer before it answers, in its one loop
import { scryptSync } from "node:crypto";
import { open } from "node:fs/promises";
import { createServer } from "node:http";

const [file] = process.argv.slice(2);
const waiting = [];
let writing = false;

async function keep() {
  if (writing) return;
  writing = true;
  for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
    const handle = await open(file, "a").catch(() => null);
    await handle
      ?.write(batch.map(({ messageId }) => `${messageId}\n`).join(""))
      .then(() => handle.sync())
      .catch(() => {});
    await handle?.close();
  }
  writing = false;
}

const server = createServer(async (request, response) => {
  if (request.method === "GET") return response.end(JSON.stringify({ ok: true, checks: {}, isIdle: !writing }));
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  const { batch } = JSON.parse(Buffer.concat(pieces).toString());
  if (process.env.HASHES) for (const message of batch) message.userId = scryptSync(message.userId, "salt", 32).toString("hex");
  waiting.push(batch);
  response.end('{"success":true}');
  void keep();
});
server.listen(0, () => console.log(server.address().port));
