import type { Verb } from "../command.ts";
import { bold } from "../say.ts";

/** A stop that takes longer than this is ended: a supervisor would do the same a moment later. */
const patienceMs = 9500;

export const startVerb: Verb = {
  usage: "start",
  summary: "Start Rapport and keep it running until it is told to stop",
  examples: ["rapport start", "PORT=8080 RAPPORT_DATA=/srv/rapport rapport start"],
  async run(_, { settings }) {
    const { startProduct } = await import("../../api/start.ts");
    const running = await startProduct(settings);
    console.log(`Rapport is ready at ${bold(running.url)}`);
    console.log(`Its data is in ${running.product.settings.data}. Stop it with Ctrl-C.`);
    await new Promise<void>((resolve) => {
      let asked = false;
      const stop = () => {
        if (asked) return;
        asked = true;
        console.log("Finishing what is under way …");
        setTimeout(() => process.exit(1), patienceMs).unref();
        void running.stop().then(resolve);
      };
      process.on("SIGTERM", stop);
      process.on("SIGINT", stop);
    });
    return null;
  },
};
