import { SaxesParser } from "saxes";
import { createDecoder, encodings, type Encoding } from "./encoding.ts";
import { refuseFile, type FormatFile } from "./format.ts";

/** What a reader of XML is told: an element begins, with its attributes; text in it; it ends. Names come without their prefix. */
export type XmlReader = {
  open(name: string, attributes: Record<string, string>): void;
  close(name: string): void;
  text?(text: string): void;
};

const deepest = 200;
/** Longest value, text or comment, in characters; a piece of markup that goes on for longer is no table. */
const longest = 4_194_304;

/**
 * Hands a file's elements to a reader, piece by piece, and says after each piece how many bytes lie behind it.
 *
 * A document type is refused: entities of one's own are how a small file becomes a large one, and no table needs them.
 *
 * @throws Failure `bad_file` when it is not well-formed XML
 */
export async function* readXml(
  chunks: AsyncIterable<Uint8Array>,
  reader: XmlReader,
  { file, encoding = "utf-8" }: { file: Pick<FormatFile, "name">; encoding?: Encoding },
): AsyncGenerator<number> {
  const parser = new SaxesParser();
  let depth = 0;
  let quiet = 0;
  parser.on("doctype", () => refuseFile(file, "it has a document type of its own (DOCTYPE). Save it without one."));
  parser.on("opentag", ({ name, attributes }) => {
    quiet = 0;
    if (++depth > deepest) refuseFile(file, `its elements are nested more than ${deepest} levels deep.`);
    reader.open(localName(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    quiet = 0;
    depth--;
    reader.close(localName(name));
  });
  if (reader.text) {
    parser.on("text", (text) => reader.text!(text));
    parser.on("cdata", (text) => reader.text!(text));
  }
  parser.on("error", (error) => refuseFile(file, `it is not well-formed XML (${error.message.slice(0, 120)}). Export it again.`));
  const decoder = createDecoder(encoding);
  const write = (text: string): void => {
    quiet += text.length;
    parser.write(text);
    if (quiet > longest) refuseFile(file, "a value in it is longer than 4 million characters.");
  };
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    write(decoder.decode(chunk));
    yield bytes;
  }
  write(decoder.end());
  parser.close();
  yield bytes;
}

const localName = (name: string): string => {
  const colon = name.indexOf(":");
  return colon === -1 ? name : name.slice(colon + 1);
};

/** The encoding that an XML text declares in its first line; UTF-8 when it declares none, or one that is not known. */
export function declaredEncoding(text: string): Encoding {
  const said = /^<\?xml[^>]*\sencoding\s*=\s*["']([\w.-]+)["']/.exec(text)?.[1]?.toLowerCase() ?? "";
  const alias: Record<string, Encoding> = {
    "iso-8859-1": "windows-1252",
    "us-ascii": "utf-8",
    "iso-8859-9": "windows-1254",
    gbk: "gb18030",
  };
  return alias[said] ?? encodings.find((known) => known === said) ?? "utf-8";
}
