import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { pino, type Logger } from "pino";
import { Failure } from "../../model/failure.ts";
import type { Settings } from "../../model/settings.ts";
import { openStore, type Connect } from "../../store/open.ts";
import { createBookkeeper } from "../../collect/accounts/bookkeeper.ts";
import { createRemappings } from "../../collect/catalogue/remappings.ts";
import { createCollect } from "../../collect/collect.ts";
import { createCourtesy } from "../../collect/courtesy.ts";
import { createFeeds } from "../../collect/feeds/feeds.ts";
import { createImports } from "../../collect/imports/imports.ts";
import { createInbox } from "../../collect/inbox/inbox.ts";
import { createJobs } from "../../collect/jobs.ts";
import { createObserver } from "../../collect/observe/observer.ts";
import { createOutside } from "../../outside/outside.ts";
import { createApp } from "./app.ts";
import { welcomeOperator } from "./door.ts";
import { openLiveCases } from "./live-cases.ts";
import type { Product } from "./product.ts";

/** A running product: where it listens, and how to stop it without losing anything. */
export type Running = { product: Product; url: string; stop(): Promise<void> };

/**
 * Effects of a start: the clock, the log, and how the stores are reached. `operatorOnly` leaves the port shut; for a single command while no
 * server runs.
 */
export type StartOptions = { now?: () => number; log?: Logger; connect?: Connect; operatorOnly?: boolean };

/**
 * Opens the stores, puts the rooms together and listens: on the configured port, and for the operator's command line in the data folder.
 *
 * @throws Failure `folder_in_use`, `store_unavailable`, or `bad_setting` for a store or port that cannot be used
 */
export async function startProduct(settings: Settings, options: StartOptions = {}): Promise<Running> {
  const { now = Date.now, operatorOnly = false, log = pino({ level: settings.logLevel, base: null }), connect } = options;
  const store = await openStore(settings, connect);
  const courtesy = createCourtesy();
  const { giveWay } = courtesy;
  const collect = await createCollect(store, {
    now,
    giveWay,
    onFeedback: (trx, answers) => openLiveCases(trx, answers, now()),
    onTrouble: (error) => log.error({ err: error }, "following the facts failed; it is tried again"),
  });
  const jobs = await createJobs(store, { now, onBug: (error) => log.error({ err: error }, "a long task failed") });
  const imports = await createImports(store, { accept: collect.intake.store, jobs, now, rules: collect.rules, giveWay });
  const remappings = await createRemappings(store, { ...collect, jobs, now });
  const outside = createOutside(settings.outboundAllow);
  const feeds = createFeeds(store, {
    outside,
    intake: collect.intake,
    now,
    tickMs: operatorOnly ? null : 30_000,
    onTrouble: (error) => log.error({ err: error }, "reading a feed failed; it is tried again"),
  });
  const onTrouble = (error: unknown) => log.error({ err: error }, "looking into the watched folder failed; it is tried again");
  // A single command has no time to watch.
  const inbox = settings.inbox && !operatorOnly ? createInbox({ store, imports, jobs }, settings.inbox, { now, onTrouble }) : null;
  const observer = await createObserver(store, {
    settledSeq: collect.intake.settledSeq,
    refusals: collect.refusals,
    mostNames: settings.schemaNames,
    now,
    ...(operatorOnly ? { everyMs: null } : {}),
    onTrouble: (error) => log.error({ err: error }, "looking at what arrived failed; it is tried again"),
  });
  const bookkeeper = createBookkeeper(store, {
    settled: collect.intake.settled,
    now,
    ...(operatorOnly ? { everyMs: null } : {}),
    onDifference: (differences) => {
      if (differences.length > 0) log.error({ differences }, "what was acknowledged and what is stored differ: see Sources");
      else log.info("what was acknowledged and what is stored agree again");
    },
    onTrouble: (error) => log.error({ err: error }, "comparing what was acknowledged with what is stored failed; it is tried again"),
  });
  store.disk.onAlarm(({ used, alarm }) => {
    const line = { usedPercent: Math.round(used * 100), alarm };
    if (alarm > 0) log.warn(line, "the disk is filling up: free some space");
    else log.info(line, "the disk has room again");
  });
  let stopping = false;
  const product: Product = {
    settings: store.settings,
    store,
    collect,
    courtesy,
    jobs,
    imports,
    inbox,
    remappings,
    feeds,
    observer,
    bookkeeper,
    outside,
    log,
    now,
    isStopping: () => stopping,
  };
  const app = await createApp(product);
  const stop = async () => {
    stopping = true;
    await Promise.all([inbox?.stop(), feeds.stop(), jobs.stop(), observer.stop(), bookkeeper.stop(), app.close()]);
    await collect.stop();
    await outside.close();
    await store.close();
  };
  const url = operatorOnly ? "" : await listen(app, settings).catch((error: unknown) => stop().then(() => Promise.reject(error)));
  await app.ready();
  store.welcomeOperator((socket) => {
    welcomeOperator(socket);
    app.server.emit("connection", socket);
  });
  return { product, url, stop };
}

async function listen(app: FastifyInstance, { port, host }: Settings): Promise<string> {
  await app.listen({ port, host, listenTextResolver: (address) => `listening at ${address}` }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EADDRINUSE")
      throw new Failure("bad_setting", {
        name: "PORT",
        value: port,
        problem: "another program listens there. Stop it, or choose another port.",
      });
    if (error.code === "EACCES")
      throw new Failure("bad_setting", { name: "PORT", value: port, problem: "this user may not listen there. Choose a port above 1023." });
    throw new Failure("bad_setting", { name: "HOST", value: host, problem: error.message });
  });
  const { port: actual } = app.server.address() as AddressInfo;
  const isLocal = ["127.0.0.1", "0.0.0.0", "::", "::1", "localhost"].includes(host);
  return `http://${isLocal ? "localhost" : host}:${actual}`;
}
