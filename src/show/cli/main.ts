import { Command, CommanderError } from "commander";
import { Failure } from "../../model/failure.ts";
import { readSettings } from "../../model/settings.ts";
import type { Verb } from "./command.ts";
import { verbs } from "./commands/list.ts";
import { Refused, withProduct } from "./reach.ts";

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

function addVerb({ usage, summary, options = [], examples, run }: Verb): void {
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
  command.addHelpText("after", `\nExamples:\n${examples.map((line) => `  $ ${line}`).join("\n")}`);
  command.action(async () => {
    const settings = readSettings(process.env);
    const given = { args: command.args, options: command.opts() };
    const answer = await run(given, {
      settings,
      withProduct: (task) => withProduct(settings, String(given.options.workspace ?? ""), task),
    });
    if (answer) console.log(given.options.json ? JSON.stringify(answer.json, null, 2) : answer.lines.join("\n"));
  });
}

/** The one place where a failure becomes an exit code: 1 trouble, 2 the caller's words, 3 not there, 4 not allowed. */
function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Failure || error instanceof Refused) {
    console.error(`rapport: ${error.message} (${error.code})`);
    for (const { path, message } of error instanceof Refused ? error.issues.slice(1) : []) console.error(`rapport: ${path}: ${message}`);
    return error.exit;
  }
  console.error(error);
  return 70;
}

try {
  await program.parseAsync(process.argv);
  process.exit(process.exitCode ?? 0);
} catch (error) {
  process.exit(exitCodeFor(error));
}
