// npm start: from a fresh clone to a running product.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { build, home, install } from "./ready.mjs";

install();
build();
console.log("Starting Rapport …");
const product = spawn(process.execPath, [join(home, "dist", "rapport.js"), "start", ...process.argv.slice(2)], { stdio: "inherit" });
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => product.kill(signal));
product.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
