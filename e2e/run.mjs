// Starts the program once and tells the stories to it, one after another.
//
//   node run.mjs BINARY [STORY…]
import { spawn } from "node:child_process";
import { readdir } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "./site/program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [binary, ...chosen] = process.argv.slice(2);
if (!binary) {
  console.error("usage: node run.mjs BINARY [STORY…]");
  process.exit(2);
}
const all = (await readdir(join(here, "stories"))).filter((name) => name.endsWith(".test.mjs")).sort();
const stories = all.filter((name) => chosen.length === 0 || chosen.some((story) => name.startsWith(story)));
const site = await start(binary);
const told = spawn(process.execPath, ["--test", "--test-concurrency=1", ...stories.map((name) => join(here, "stories", name))], {
  stdio: "inherit",
  env: { ...process.env, KHIEN_SITE: site.address, KHIEN_PASSWORD: site.password, KHIEN_PIN: site.pin, KHIEN_BINARY: resolve(binary) },
});
const status = await new Promise((done) => told.once("exit", done));
const ended = await site.stop();
if (ended !== 0) console.error(`the program ended with status ${ended}`);
process.exit(status || ended ? 1 : 0);
