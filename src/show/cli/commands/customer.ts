import { Failure } from "../../../model/failure.ts";
import type { Verb } from "../command.ts";

type Made = { decisions: string[] };

export const customerVerb: Verb = {
  usage: "customer <action> [subject] [other]",
  summary: "Say who is who: `customer merge ID ID`, `customer separate KIND:VALUE`, `customer undo DECISION`",
  options: [["--why <reason>", "why, for whoever asks later"]],
  examples: [
    "rapport customer merge 8281756836027406781 637301069576757405 --why 'one person, called us'",
    "rapport customer separate email:ada@example.com --why 'her sister'",
    "rapport customer undo 2b1c…",
  ],
  async run({ args: [action, subject, other], options }, { withProduct }) {
    const why = typeof options.why === "string" ? options.why : "";
    const missing = (field: string, problem: string) => new Failure("bad_input", { field, problem });
    if (!subject) throw missing("subject", "name a customer, a key such as email:ada@example.com, or a decision.");
    if (action === "undo") {
      const json = await withProduct((reach) => reach.send("POST", "/api/customers/undo", { decisions: [subject] }));
      return { lines: ["Taken back: everything is as if it had not been decided."], json };
    }
    if (action === "separate") {
      const colon = subject.indexOf(":");
      if (colon < 0) throw missing("subject", "write the key with its kind, such as email:ada@example.com.");
      const key = { kind: subject.slice(0, colon), value: subject.slice(colon + 1), why };
      return told(
        await withProduct((reach) => reach.send<Made>("POST", "/api/customers/separate", key)),
        `${subject} stands on its own now.`,
      );
    }
    if (action === "merge") {
      if (!other) throw missing("other", "name the second customer.");
      const both = { left: subject, right: other, why };
      return told(await withProduct((reach) => reach.send<Made>("POST", "/api/customers/merge", both)), "They are one customer now.");
    }
    throw missing("action", `${action} is not one of merge, separate, undo.`);
  },
};

const told = (json: Made, says: string) => ({
  lines: [says, ...json.decisions.map((id) => `To take it back: rapport customer undo ${id}`)],
  json,
});
