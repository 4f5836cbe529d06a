import { Failure } from "../../../model/failure.ts";
import type { Verb } from "../command.ts";

export const setupVerb: Verb = {
  usage: "setup",
  summary: "Create the owner's account and the workspace, without a browser",
  options: [
    ["--name <name>", "how the owner is called"],
    ["--email <email>", "the owner's e-mail, to sign in with"],
    ["--company <name>", "the company or brand, which names the workspace"],
    ["--timezone <zone>", "the workspace's time zone (default: this machine's)"],
  ],
  examples: ['rapport setup --name "Ada" --email ada@example.com --company "Example" < password.txt'],
  async run({ options }, { withProduct }) {
    if (process.stdin.isTTY)
      throw new Failure("bad_input", {
        field: "password",
        problem: "give it on standard input, so that it stays out of the shell's history.",
      });
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    const password = Buffer.concat(chunks)
      .toString("utf8")
      .replace(/\r?\n$/, "");
    const timezone = options.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const body = { name: options.name ?? "", email: options.email ?? "", workspace: options.company ?? "", timezone, password };
    const json = await withProduct((reach) => reach.send("POST", "/api/setup", body));
    return { lines: [`${options.company} is ready. Sign in as ${options.email}.`], json };
  },
};
