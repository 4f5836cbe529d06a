import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readBody } from "../../src/collect/body.ts";

const json = Buffer.from('{"event":"Ä","n":1}');
const limit = 100_000;

test("compressed bodies are read by their bytes, whatever their label", () => {
  for (const [bytes, label] of [
    [json, undefined],
    [json, "gzip"],
    [gzipSync(json), "gzip"],
    [gzipSync(json), undefined],
    [gzipSync(json), "identity"],
    [deflateSync(json), "deflate"],
    [deflateRawSync(json), "deflate"],
    [brotliCompressSync(json), "br"],
  ] as const)
    expect(readBody(bytes, label, limit), label).toEqual({ value: { event: "Ä", n: 1 }, isUtf8: true });
});

test("a form's data field is read as JSON and as base64", () => {
  const forms = [`data=${encodeURIComponent(json.toString())}&x=1`, `data=${encodeURIComponent(json.toString("base64"))}`];
  for (const form of forms) expect(readBody(Buffer.from(form), undefined, limit).value).toEqual({ event: "Ä", n: 1 });
});

test("a bomb of gzip is refused before it is unpacked", () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  expect(() => readBody(bomb, "gzip", limit)).toThrow(expect.objectContaining({ code: "body_too_large" }));
});

test("what is not JSON is refused with the reason", () => {
  for (const text of ["", "  ", "{", "event=1", "\u001f\u008b"])
    expect(() => readBody(Buffer.from(text, "latin1"), undefined, limit), text).toThrow(expect.objectContaining({ code: "bad_json" }));
});

test("whole numbers beyond 2^53 keep their digits, inside texts nothing changes, and the last of two equal keys counts", () => {
  const text =
    '{"id":12345678901234567890,"neg":-9007199254740993,"fine":9007199254740991,"t":"a 12345678901234567890 \\" :1","d":1,"d":2}';
  expect(readBody(Buffer.from(text), undefined, limit).value).toEqual({
    id: "12345678901234567890",
    neg: "-9007199254740993",
    fine: 9007199254740991,
    t: 'a 12345678901234567890 " :1',
    d: 2,
  });
});

test("bytes that are not UTF-8 are told", () => {
  expect(readBody(Buffer.from('{"a":"\xff"}', "latin1"), undefined, limit)).toEqual({ value: { a: "\ufffd" }, isUtf8: false });
});
