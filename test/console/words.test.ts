import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { describe, expect, it } from "vitest";
import english from "../../src/show/console/locales/en.json" with { type: "json" };

const room = "src/show/console";
const files = readdirSync(room, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));

type Node = { type: string; [field: string]: unknown };

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  else if (value && typeof value === "object") {
    if ("type" in value) yield value as Node;
    for (const child of Object.values(value)) yield* nodesOf(child);
  }
}

const trees = files.map((file) => ({
  file,
  nodes: [...nodesOf(parseSync(file, readFileSync(join(room, file), "utf8"), { lang: "tsx" }).program)],
}));

const flat = (words: object, path = ""): string[] =>
  Object.entries(words).flatMap(([key, value]) => (typeof value === "string" ? [path + key] : flat(value as object, `${path}${key}.`)));
const keys = flat(english).map((key) => key.replace(/_(one|other)$/, ""));

/** What `t` is asked for: whole keys, and the beginnings of keys that end in a variable. */
function askedOf(nodes: Node[]): { whole: string[]; begun: string[] } {
  const whole: string[] = [];
  const begun: string[] = [];
  const isKey = (text: string) => /^[a-zA-Z]+\.[\w. ]+$/.test(text);
  for (const node of nodes) {
    const called = node.type === "CallExpression" && (node["callee"] as { name?: string }).name === "t";
    const first = called ? (node["arguments"] as Node[])[0] : undefined;
    if (first?.type === "Literal") whole.push(String(first["value"]));
    if (first?.type === "TemplateLiteral") begun.push((first["quasis"] as { value: { cooked: string } }[])[0]?.value.cooked ?? "");
    if (node.type === "Literal" && typeof node["value"] === "string" && isKey(node["value"]) && keys.includes(node["value"]))
      whole.push(node["value"]);
  }
  return { whole, begun: begun.filter(Boolean) };
}

describe("the console's words", () => {
  it("reads every file of the room", () => {
    expect(files.length).toBeGreaterThan(40);
    expect(trees.flatMap(({ nodes }) => nodes).length).toBeGreaterThan(10_000);
  });

  it("never stand in a component, only in the locale", () => {
    const spoken = trees.flatMap(({ file, nodes }) =>
      nodes
        .filter((node) => node.type === "JSXText" && /\p{L}/u.test(String(node["value"])))
        .map((node) => `${file}: ${String(node["value"]).trim()}`),
    );
    expect(spoken).toEqual([]);
  });

  it("never stand in an attribute that people read", () => {
    const read = new Set(["label", "title", "placeholder", "aria-label", "description", "alt", "note"]);
    const spoken = trees.flatMap(({ file, nodes }) =>
      nodes
        .filter((node) => node.type === "JSXAttribute" && read.has(String((node["name"] as { name?: unknown }).name)))
        .map((node) => node["value"] as Node | null)
        .filter((value) => value?.type === "Literal" && /\p{L}/u.test(String(value["value"])))
        .map((value) => `${file}: ${String(value?.["value"])}`),
    );
    expect(spoken).toEqual([]);
  });

  it("exist for every key that a component asks for", () => {
    const missing = trees.flatMap(({ file, nodes }) => {
      const { whole, begun } = askedOf(nodes);
      const absent = whole.filter((key) => !keys.includes(key)).map((key) => `${file}: ${key}`);
      return [...absent, ...begun.filter((start) => !keys.some((key) => key.startsWith(start))).map((start) => `${file}: ${start}…`)];
    });
    expect(missing).toEqual([]);
  });

  it("are all used", () => {
    const asked = trees.map(({ nodes }) => askedOf(nodes));
    const whole = new Set(asked.flatMap((found) => found.whole));
    const begun = asked.flatMap((found) => found.begun);
    // Names of closed lists are asked for through a variable that holds the whole family.
    const families = ["channel.", "stage.", "band.", "asked.", "by.", "language.", "identity.", "evidence.", "doubt.", "role.", "op."];
    expect(keys.filter((key) => !whole.has(key) && ![...begun, ...families].some((start) => key.startsWith(start)))).toEqual([]);
  });

  it("have one and other for every count", () => {
    const counted = flat(english).filter((key) => /_(one|other)$/.test(key));
    const lonely = counted.filter(
      (key) => !counted.includes(key.endsWith("_one") ? key.replace(/_one$/, "_other") : key.replace(/_other$/, "_one")),
    );
    expect(lonely).toEqual([]);
  });
});
