import { Command, CommanderError } from "commander";
import { readSettings } from "../../model/settings.ts";
import type { Verb } from "./command.ts";
import { verbs } from "./commands/list.ts";
import { sayFailure } from "./failed.ts";
import { withProduct } from "./reach.ts";

const program = new Command("rapport")
  .description("See the relationship as your customers live it, act on it, and prove that it got better.")
  .version("0.1.0")
  .showSuggestionAfterError()
  .showHelpAfterError("(Run with --help for what this verb takes.)")
  .configureHelp({ sortOptions: false })
  .addHelpText(
    "after",
    "\nSettings come from the environment: `rapport settings` lists them.\nEvery verb speaks to the Rapport that runs on RAPPORT_DATA, or starts one for as long as it takes.",
  )
  .exitOverride();

for (const verb of verbs) addVerb(verb);

function addVerb({ usage, summary, options = [], about = [], examples, run }: Verb): void {
  const command = program
    .command(usage)
    .summary(summary)
    .description(`${summary}.`)
    .option("--json", "answer as JSON, for programs")
    .option("--workspace <name>", "workspace to act in: its name, or `sample` (default: your own)")
    .exitOverride();
  for (const [flags, says, collect] of options) {
    if (collect) command.option(flags, says, (value: string, before: string[] = []) => [...before, value]);
    else command.option(flags, says);
  }
  for (const [title, lines] of about) command.addHelpText("after", `\n${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
  command.addHelpText("after", `\nExamples:\n${examples.map((line) => `  $ ${line}`).join("\n")}`);
  command.action(async () => {
    const settings = readSettings(process.env);
    const given = { args: command.args, options: command.opts() };
    const answer = await run(given, {
      settings,
      withProduct: (task) => withProduct(settings, String(given.options.workspace ?? ""), task),
    });
    if (!answer) return;
    console.log(given.options.json ? JSON.stringify(answer.json, null, 2) : answer.lines.join("\n"));
    if (answer.exit) process.exitCode = answer.exit;
  });
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return sayFailure(error);
}

try {
  await program.parseAsync(process.argv);
  process.exit(process.exitCode ?? 0);
} catch (error) {
  process.exit(exitCodeFor(error));
}
