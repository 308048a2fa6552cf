// How long the station's pages take: at the server, and on a slow phone.
//
//   node measure.mjs BINARY [TIMES]
//
// Server: each page is asked for so many times (200), one request after another over one connection, from its first byte
// sent to its last byte read. Slow phone: Chromium at 390 pixels with a first visit and one with everything that a browser
// keeps, at 400 kbit/s and 400 ms of delay a request (the profile "Slow 3G" of Lighthouse) and a fourth of the
// processor; a page is usable once its text is painted and its forms take keys.
import { spawn } from "node:child_process";
import { Agent, get } from "node:http";
import { start } from "./site/program.mjs";

const KBIT = 1000 / 8;
const SLOW = { offline: false, latency: 400, downloadThroughput: 400 * KBIT, uploadThroughput: 400 * KBIT };

const [binary, times = "200"] = process.argv.slice(2);
if (!process.env.KHIEN_SITE) {
  // The modules of the site read the address when they are loaded, as the stories do.
  if (!binary) {
    console.error("usage: node measure.mjs BINARY [TIMES]");
    process.exit(2);
  }
  const site = await start(binary);
  const env = { ...process.env, KHIEN_SITE: site.address, KHIEN_PASSWORD: site.password };
  const measuring = spawn(process.execPath, [process.argv[1], binary, times], { stdio: "inherit", env });
  const status = await new Promise((done) => measuring.once("exit", done));
  process.exit((await site.stop()) || status);
}

const { PHONE, address, open, signedIn } = await import("./site/browser.mjs");
const { stationPages } = await import("./site/pages.mjs");

const site = await open();
const visit = await signedIn(site.browser, "tram-y-te", { viewport: PHONE });
const paths = await stationPages(visit.page);
const cookie = (await visit.context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

/** Milliseconds from the question to the last byte of the answer. */
function once(path) {
  return new Promise((done, failed) => {
    const begun = performance.now();
    get(address + path, { agent, headers: { cookie, "accept-encoding": "gzip", "accept-language": "vi" } }, (answer) => {
      if (answer.statusCode !== 200) failed(new Error(`${path}: ${answer.statusCode}`));
      answer.on("data", () => {});
      answer.on("end", () => done(performance.now() - begun));
    }).on("error", failed);
  });
}

const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

async function server(path) {
  const waits = [];
  for (let time = 0; time < Number(times); time += 1) waits.push(await once(path));
  return waits;
}

/** Seconds until a page is usable, and kilobytes on the wire. */
async function slow(path, keepsFiles) {
  const { context, page } = await signedIn(site.browser, "tram-y-te", { viewport: PHONE });
  page.setDefaultTimeout(120_000);
  if (keepsFiles) await page.goto(`${address}/station`, { waitUntil: "load" });
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  if (!keepsFiles) await cdp.send("Network.clearBrowserCache");
  await cdp.send("Network.emulateNetworkConditions", SLOW);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  let bytes = 0;
  cdp.on("Network.loadingFinished", (loaded) => { bytes += loaded.encodedDataLength; });
  await page.goto(address + path, { waitUntil: "load", timeout: 120_000 });
  const usable = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation");
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    return Math.max(navigation.domInteractive, paint?.startTime ?? 0);
  });
  await context.close();
  return { seconds: usable / 1000, kilobytes: bytes / 1024 };
}

const all = [];
const shown = (path) => path.replace(/[0-9a-f-]{36}/g, "…");
console.log("page | server ms: half under, p95 | slow phone, first visit: s, kB | with kept files: s, kB");
const firsts = [];
const laters = [];
for (const path of paths) {
  const waits = await server(path);
  all.push(...waits);
  waits.sort((a, b) => a - b);
  const [one, other] = [await slow(path, false), await slow(path, true)];
  firsts.push(one.seconds);
  laters.push(other.seconds);
  const line = [at(waits, 0.5), at(waits, 0.95)].map((ms) => ms.toFixed(1)).join(", ");
  const visits = [one, other].map(({ seconds, kilobytes }) => `${seconds.toFixed(1)}, ${kilobytes.toFixed(0)}`);
  console.log([shown(path), line, ...visits].join(" | "));
}
all.sort((a, b) => a - b);
const [slowest, usual] = [firsts, laters].map((list) => Math.max(...list).toFixed(1));
console.log(`all ${all.length}: half under ${at(all, 0.5).toFixed(1)} ms, p95 ${at(all, 0.95).toFixed(1)}, p99 ${at(all, 0.99).toFixed(1)}, longest ${all.at(-1).toFixed(1)}`);
console.log(`slow phone, the slowest page: ${slowest} s at a first visit, ${usual} s with kept files`);
agent.destroy();
await visit.context.close();
await site.close();
