import type { Verb } from "../command.ts";
import { followJob } from "../job.ts";

export const seedVerb: Verb = {
  usage: "seed",
  summary: "Load the sample company, an invented year of customers",
  options: [
    ["--customers <n>", "how many customers (default: 20000)"],
    ["--remove", "remove the sample company and everything in it"],
  ],
  examples: ["rapport seed", "rapport seed --customers 500", "rapport seed --remove"],
  async run({ options }, { withProduct }) {
    const customers = options.customers === undefined ? {} : { customers: Number(options.customers) };
    const job = await withProduct(async (reach) => {
      const { job: id } = options.remove
        ? await reach.send<{ job: string }>("DELETE", "/api/sample")
        : await reach.send<{ job: string }>("POST", "/api/sample", customers);
      return followJob(reach, id);
    });
    return {
      lines: [options.remove ? "The sample company is gone." : `The sample company is loaded: ${job.done} ${job.unit}.`],
      json: job,
    };
  },
};
