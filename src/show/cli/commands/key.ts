import { Failure } from "../../../model/failure.ts";
import type { Verb } from "../command.ts";
import { table } from "../say.ts";

type Sources = {
  sources: {
    id: string;
    name: string;
    kind: string;
    prefix?: string | null;
    createdAt: string;
    lastSeenAt: string | null;
    revokedAt: string | null;
  }[];
};

export const keyVerb: Verb = {
  usage: "key [action] [name]",
  summary: "Create, list or revoke write keys: `key create NAME`, `key list`, `key revoke ID`",
  examples: ["rapport key create 'Web shop'", "rapport key list", "rapport key revoke 4f2a…"],
  async run({ args: [action = "list", name] }, { withProduct }) {
    if (action === "list") {
      const { sources } = await withProduct((reach) => reach.get<Sources>("/api/sources"));
      const keys = sources.filter(({ kind }) => kind === "key");
      const rows = keys.map((key) => [key.id, key.name, `${key.prefix}…`, key.lastSeenAt ?? "never", key.revokedAt ? "revoked" : "active"]);
      return {
        lines: keys.length
          ? table([["ID", "NAME", "KEY", "LAST SEEN", "STATE"], ...rows])
          : ["There are no keys yet. Make one with `rapport key create NAME`."],
        json: keys,
      };
    }
    if (!name)
      throw new Failure("bad_input", {
        field: "name",
        problem: action === "revoke" ? "give the id of the key, from `rapport key list`." : "name the source, such as 'Web shop'.",
      });
    if (action === "create") {
      const made = await withProduct((reach) => reach.send<{ id: string; key: string }>("POST", "/api/keys", { name }));
      return { lines: [made.key, "", "Keep it: it is shown only now. It can write events and nothing else."], json: made };
    }
    if (action === "revoke") {
      const json = await withProduct((reach) => reach.send("DELETE", `/api/keys/${encodeURIComponent(name)}`));
      return { lines: ["Revoked. Whoever still uses it gets 401."], json };
    }
    throw new Failure("bad_input", { field: "action", problem: `${action} is not one of create, list, revoke.` });
  },
};
