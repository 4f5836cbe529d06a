import type { Verb } from "../command.ts";
import { followJob } from "../job.ts";
import { wholeText } from "../say.ts";

export const seedVerb: Verb = {
  usage: "seed",
  summary: "Load the sample company, an invented year of customers, as a workspace of its own",
  options: [
    ["--customers <n>", "how many customers (default: 20000)"],
    ["--remove", "remove the sample company and everything in it"],
  ],
  examples: ["rapport seed", "rapport metric --workspace sample", "rapport seed --remove"],
  async run({ options }, { withProduct }) {
    const customers = options.customers === undefined ? {} : { customers: Number(options.customers) };
    return withProduct(async (reach) => {
      if (options.remove) {
        const { job } = await reach.send<{ job: string }>("DELETE", "/api/sample");
        return { lines: ["The sample company is gone."], json: await followJob(reach, job) };
      }
      const { job } = await reach.send<{ job: string | null }>("POST", "/api/sample", customers);
      if (job === null) return { lines: ["The sample company is there already. Look at it with --workspace sample."], json: { job } };
      const json = await followJob(reach.within("sample"), job);
      return { lines: [`The sample company is loaded: ${wholeText(json.done)} ${json.unit}. Look at it with --workspace sample.`], json };
    });
  },
};
