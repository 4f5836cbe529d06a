import { Failure } from "../../model/failure.ts";
import { readSettings } from "../../model/settings.ts";
import { startProduct } from "../api/start.ts";

try {
  const running = await startProduct(readSettings(process.env));
  console.log(`Rapport is ready at ${running.url}`);
  const stop = () => {
    setTimeout(() => process.exit(1), 9500).unref();
    void running.stop().then(() => process.exit(0));
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  console.error(`rapport: ${error.message} (${error.code})`);
  process.exit(error.exit);
}
