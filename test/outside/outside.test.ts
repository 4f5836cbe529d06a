import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOutside, type Outside } from "../../src/outside/outside.ts";
import { mayReach, readAllowance } from "../../src/outside/target.ts";

let server: Server;
let port: number;
let connections = 0;
let answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.end("ok");
let open: Outside;
beforeAll(async () => {
  server = createServer((request, response) => answer(request, response)).on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "::", resolve));
  port = (server.address() as AddressInfo).port;
  open = createOutside(`localhost:${port}`);
});
afterAll(async () => {
  await open.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const reasonOf = async (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "answered",
    (error: Error) => error.message,
  );

const inside = [
  "http://127.0.0.1:{port}/",
  "http://127.1:{port}/",
  "http://0:{port}/",
  "http://0x7f000001:{port}/",
  "http://2130706433:{port}/",
  "http://017700000001:{port}/",
  "http://[::1]:{port}/",
  "http://[::]:{port}/",
  "http://[::ffff:127.0.0.1]:{port}/",
  "http://[64:ff9b::7f00:1]:{port}/",
  "http://[2002:7f00:1::]:{port}/",
  "http://169.254.169.254/latest/meta-data/",
  "http://10.0.0.1/",
  "http://172.16.0.1/",
  "http://192.168.1.1/",
  "http://100.64.0.1/",
  "http://224.0.0.1/",
  "http://[fd00::1]/",
  "http://[fe80::1]/",
  "http://localhost:{port}/",
  "http://LOCALHOST.:{port}/",
  "http://metadata.internal/",
  "http://printer/",
  "http://user@127.0.0.1:{port}/",
  "http://example.com@127.0.0.1:{port}/",
  "http://example.com:22/",
  "http://example.com:8123/",
  "http://example.com:5432/",
  "file:///etc/passwd",
  "gopher://127.0.0.1:{port}/",
  "//127.0.0.1/",
  "",
];

describe("SEC-01: no address leads inside", () => {
  const shut = createOutside("");
  afterAll(() => shut.close());

  test.each(inside)("%s is refused where it is typed and when it is called, without a connection", async (address) => {
    const url = address.replace("{port}", String(port));
    const before = connections;
    expect(() => shut.check(url)).toThrow(expect.objectContaining({ code: "bad_input" }));
    await expect(shut.call({ url })).rejects.toMatchObject({ code: "bad_input" });
    expect(connections).toBe(before);
  });

  test("a public name that leads to a private address is refused at the connection, with the words of every private address", async () => {
    const rebinding = createOutside("", { lookup: async () => [{ address: "127.0.0.1", family: 4 }] });
    const mixed = createOutside("", {
      lookup: async () => [
        { address: "93.184.216.34", family: 4 },
        { address: "::ffff:127.0.0.1", family: 6 },
      ],
    });
    const before = connections;
    const said = await Promise.all([
      reasonOf(rebinding.call({ url: "http://rebinding.example:8080/" })),
      reasonOf(mixed.call({ url: "http://mixed.example/" })),
      reasonOf(shut.call({ url: `http://127.0.0.1:${port}/` })),
      reasonOf(shut.call({ url: "http://127.0.0.1:1/" })),
    ]);
    expect(new Set(said.filter((_, i) => i !== 2 && i !== 3)).size).toBe(1);
    // An open port and a shut one sound the same.
    expect(said[2]!.replace(String(port), "1")).toBe(said[3]);
    expect(connections).toBe(before);
    await Promise.all([rebinding.close(), mixed.close()]);
  });

  test("a name that was public when it was looked up and private when it is connected to is refused", async () => {
    let looks = 0;
    const turning = createOutside(`127.0.0.2`, { lookup: async () => [{ address: ++looks > 1 ? "127.0.0.1" : "127.0.0.2", family: 4 }] });
    const before = connections;
    await reasonOf(turning.call({ url: "http://turning.example:8080/" }));
    expect(await reasonOf(turning.call({ url: "http://turning.example:8080/" }))).toContain("only public addresses");
    expect(connections).toBe(before);
    await turning.close();
  });

  test("the operator's list opens exactly what it names", () => {
    const allowance = readAllowance("10.1.0.0/16, wiki.intern.example");
    expect(mayReach("10.1.2.3", allowance)).toBe(true);
    expect(mayReach("::ffff:10.1.2.3", allowance)).toBe(true);
    expect(mayReach("10.2.0.1", allowance)).toBe(false);
    expect(() => readAllowance("10.1.0.0/99")).toThrow(expect.objectContaining({ code: "bad_setting" }));
  });
});

describe("what comes back", () => {
  const call = (more: object = {}) => open.call({ url: `http://localhost:${port}/page`, timeoutMs: 20_000, ...more });

  test.each([301, 302, 303, 307, 308])("SEC-02: a redirect (%s) is an answer, never followed", async (status) => {
    const asked: string[] = [];
    answer = ({ url }, response) => {
      asked.push(url!);
      response.writeHead(status, { location: `http://127.0.0.1:${port}/inside` }).end();
    };
    expect((await call()).status).toBe(status);
    expect(asked).toEqual(["/page"]);
  });

  test("packed answers are unpacked", async () => {
    answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("words"));
    expect((await call()).body.toString()).toBe("words");
  });

  test("an endless answer, a packed bomb and a silent host are cut off with a sentence", async () => {
    answer = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(Buffer.alloc(100_000)), 1);
      response.on("close", () => clearInterval(timer));
    };
    expect(await reasonOf(call({ limitBytes: 500_000 }))).toContain("too large");
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    answer = (_, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
    expect(await reasonOf(call({ limitBytes: 1_000_000 }))).toContain("too large");
    answer = () => {};
    expect(await reasonOf(call({ timeoutMs: 300 }))).toContain("in time");
    answer = (_, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("."), 50);
      response.on("close", () => clearInterval(timer));
    };
    expect(await reasonOf(call({ timeoutMs: 400 }))).toContain("in time");
  });
});
