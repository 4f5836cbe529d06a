// npm run pictures: starts Rapport as a newcomer would, loads the sample company and takes a picture of every screen
// at 1440 and 390 px, light and dark, into docs/pictures/.
import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./chromium.mjs";
import { build, home, install } from "./ready.mjs";

install();
build();
// Only now is it there on a fresh clone.
const { chromium } = await import("playwright-core");

const only = process.argv[2];
const folder = join(home, "docs", "pictures");
const data = mkdtempSync(join(tmpdir(), "rapport-pictures-"));
const port = 20_000 + Math.floor(Math.random() * 20_000);
const address = `http://localhost:${port}`;
const owner = {
  name: "Owner",
  email: "owner@example.com",
  password: "correct horse battery",
  workspace: "My Company",
  timezone: "Europe/Berlin",
};

const executablePath = findChromium();
if (!executablePath) throw new Error("No Chromium was found: install chromium, or name one with RAPPORT_CHROMIUM.");

// A feed of reviews, at an address that the operator allows.
const reviews = ["Quick and friendly", "The parcel was late twice", "Good value"].map(
  (title, n) =>
    `<item><guid>r${n}</guid><title>${title}</title><description>${title}.</description><pubDate>${new Date(Date.now() - n * 86_400_000).toUTCString()}</pubDate></item>`,
);
const feedHost = createServer((_, response) =>
  response
    .writeHead(200, { "content-type": "application/rss+xml", etag: '"1"' })
    .end(`<?xml version="1.0"?><rss version="2.0"><channel><title>Reviews</title>${reviews.join("")}</channel></rss>`),
);
await new Promise((resolve) => feedHost.listen(0, "127.0.0.1", resolve));
const feedAddress = `localhost:${feedHost.address().port}`;

const product = spawn(process.execPath, [join(home, "dist", "rapport.js"), "start"], {
  stdio: ["ignore", "ignore", "inherit"],
  env: { ...process.env, PORT: String(port), RAPPORT_DATA: data, RAPPORT_OUTBOUND_ALLOW: feedAddress },
});
const isReady = () =>
  fetch(`${address}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 300));

const browser = await chromium.launch({
  executablePath,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ],
});
const shapes = [1440, 390].flatMap((width) => ["light", "dark"].map((colorScheme) => ({ width, colorScheme })));

/** A page of one shape, signed in by the given cookies. */
async function openPage({ width, colorScheme }, cookies = []) {
  const context = await browser.newContext({
    viewport: { width, height: width > 600 ? 900 : 844 },
    colorScheme,
    locale: "en-GB",
    timezoneId: owner.timezone,
    reducedMotion: "reduce",
  });
  await context.addCookies(cookies);
  return context.newPage();
}

/** Waits until nothing is loading any more, then takes the picture. */
async function take(page, name, { width, colorScheme }) {
  await page.waitForLoadState("networkidle").catch(() => {});
  await page
    .waitForFunction(() => !document.querySelector("[aria-busy=true], .mantine-Skeleton-root"), undefined, { timeout: 15_000 })
    .catch(() => console.warn(`${name}: still loading`));
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
}

try {
  mkdirSync(folder, { recursive: true });
  for (const shape of shapes) {
    const page = await openPage(shape);
    await page.goto(address);
    await take(page, "first-visit", shape);
    await page.context().close();
  }

  const context = await browser.newContext({ extraHTTPHeaders: { "x-rapport": "1" } });
  const request = context.request;
  await request.post(`${address}/api/setup`, { data: owner });
  const cookies = (await context.storageState()).cookies;
  for (const shape of shapes) {
    const page = await openPage(shape, cookies);
    await page.goto(address);
    await take(page, "two-doors", shape);
    await page.context().close();
  }

  const started = performance.now();
  const { job } = await (await request.post(`${address}/api/sample`, { data: {} })).json();
  let state;
  do {
    await new Promise((resolve) => setTimeout(resolve, 500));
    state = await (await request.get(`${address}/api/jobs/${job}`)).json();
  } while (state.state === "running");
  console.log(`Sample company: ${state.state}, ${state.done} ${state.unit} in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  const items = async (path) => (await (await request.get(address + path)).json()).items;
  const [{ id: oneCase, customerId: customer }] = await items("/api/cases?state=open");
  const initiatives = await items("/api/initiatives");
  const { id: initiative } = initiatives.find(({ change }) => change?.verdict === "moved up") ?? initiatives[0];
  // What a newcomer brings in the first hour: a key, a webhook, the example files, a look for duplicates.
  const send = async (path, data) => (await request.post(`${address}/api/${path}`, { data })).json();
  const follow = async (id) => {
    while ((await (await request.get(`${address}/api/jobs/${id}`)).json()).state === "running")
      await new Promise((resolve) => setTimeout(resolve, 200));
  };
  const examples = join(home, "docs", "examples");
  let report = "";
  for (const name of readdirSync(examples).filter((name) => name.endsWith(".csv"))) {
    const file = { name, mimeType: "text/csv", buffer: readFileSync(join(examples, name)) };
    const { id } = await (await request.post(`${address}/api/imports`, { multipart: { file } })).json();
    const { job } = await send(`imports/${id}/start`, {});
    await follow(job);
    report = `/sources/import?job=${job}&import=${id}`;
  }
  // An export in which three rows need somebody.
  const orders = readFileSync(join(examples, "shopify-orders.csv"), "utf8").replace("87.50,0.00,13.97,87.50", "87.50,0.00,13.97,many");
  const broken = { name: "orders-november.csv", mimeType: "text/csv", buffer: Buffer.from(orders) };
  const { id: brokenId } = await (await request.post(`${address}/api/imports`, { multipart: { file: broken } })).json();
  const { job: brokenJob } = await send(`imports/${brokenId}/start`, {});
  await follow(brokenJob);
  const { id: feed } = await send("feeds", {
    name: "Reviews of our shop",
    url: `http://${feedAddress}/reviews.xml`,
    channel: "review",
    touchpoint: "Public review",
    everyMinutes: 60,
  });
  const kiosk = await send("webhooks", { name: "Kiosk in the store", sender: "generic" });
  await fetch(`${address}/hooks/${kiosk.id}`, {
    method: "POST",
    headers: { "x-webhook-secret": kiosk.secret },
    body: JSON.stringify({
      kind: "visit",
      mail_address: "ada@example.com",
      stars: 4,
      said: "Friendly people",
      at: new Date(),
      till: "B-2",
    }),
  });
  const { id: key, key: secret } = await send("keys", { name: "Web shop" });
  // What it sends shows what a source's page has to say: some of it is mended, some set aside, some refused.
  const tell = (batch, sentAt = new Date()) =>
    fetch(`${address}/v1/batch`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${secret}:`)}` },
      body: typeof batch === "string" ? batch : JSON.stringify({ sentAt, batch }),
    });
  const sale = (n, more = {}) => ({
    type: "track",
    userId: `customer-${n % 7}`,
    messageId: `sale-${n}`,
    event: ["Product Viewed", "Product Added", "Order Completed"][n % 3],
    timestamp: new Date(Date.now() - (n % 50) * 700),
    properties: { total: n % 9 === 0 ? "19.90" : 19.9, currency: "EUR", sku: `SKU-${n % 5}` },
    ...more,
  });
  await tell(Array.from({ length: 240 }, (_, n) => sale(n)));
  await tell([sale(1), sale(500, { userId: "guest" }), sale(501, { event: "" }), sale(502, { properties: { note: "x".repeat(20_000) } })]);
  await tell([sale(600), sale(601)], new Date(Date.now() - 3_600_000));
  await tell("{");
  await new Promise((resolve) => setTimeout(resolve, 35_000));
  // The sample company has nobody twice: one customer comes again under a second account.
  const again = [
    {
      userId: "7001",
      traits: { name: "Katherine Schröder", birthday: "1984-03-12", city: "Köln", postcode: "50667", phone: "0221 1234567" },
    },
    { userId: "7002", traits: { name: "Catherine Schroder", birthday: "1984-03-12", city: "Köln", postcode: "50667" } },
  ];
  await request.post(`${address}/v1/batch`, { data: { writeKey: secret, batch: again.map((one) => ({ type: "identify", ...one })) } });
  const { id: webhook } = await send("webhooks", { name: "Shop orders", sender: "shopify" });
  // Records follow what was sent within a moment.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const { job: look } = await send("duplicates/look", {});
  await follow(look);

  const screens = {
    pulse: "/",
    journeys: "/journeys",
    paths: "/journeys?view=paths",
    feedback: "/feedback",
    customers: "/customers",
    customer: `/customers/${customer}`,
    cases: "/cases",
    case: `/cases/${oneCase}`,
    initiatives: "/initiatives",
    initiative: `/initiatives/${initiative}`,
    surveys: "/surveys",
    sources: "/sources",
    source: `/sources/${key}`,
    warnings: "/sources/warnings",
    import: "/sources/import",
    "import-report": report,
    "import-set-aside": `/sources/import?job=${brokenJob}&import=${brokenId}`,
    feed: `/sources/${feed}`,
    mapping: `/sources/webhook?id=${kiosk.id}`,
    webhook: `/sources/webhook?id=${webhook}`,
    settings: "/settings",
    touchpoints: "/settings/touchpoints",
    unmapped: "/settings/touchpoints?view=unmapped",
    locations: "/settings/locations",
    duplicates: "/customers/duplicates",
  };
  for (const shape of shapes) {
    const page = await openPage(shape, cookies);
    page.on("pageerror", (error) => console.error(`${page.url()}: ${error.message}`));
    for (const [name, path] of Object.entries(screens)) {
      if (only && only !== name) continue;
      await page.goto(address + path);
      await take(page, name, shape);
    }
    await page.context().close();
  }
  console.log(`Pictures are in ${folder}.`);
} finally {
  await browser.close();
  feedHost.close();
  product.kill("SIGTERM");
  await new Promise((resolve) => product.once("exit", resolve));
  rmSync(data, { recursive: true, force: true });
}
