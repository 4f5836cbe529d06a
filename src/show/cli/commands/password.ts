import type { Verb } from "../command.ts";

export const passwordVerb: Verb = {
  usage: "password <email>",
  summary: "Replace a forgotten password by a new one",
  about: [
    [
      "Who may",
      [
        "Whoever may open the data folder. All open sign-ins of the account end; the person chooses a password of their own under Settings.",
      ],
    ],
  ],
  examples: ["rapport password ada@example.com"],
  async run({ args: [email = ""] }, { withProduct }) {
    const json = await withProduct((reach) => reach.send<{ password: string }>("POST", "/api/password/replacement", { email }));
    return {
      lines: [json.password, "", `Sign in as ${email} with it, and choose another one under Settings. It is shown only now.`],
      json,
    };
  },
};
