// A registry of its own from nothing, as an operator makes it, on a port and in a folder of its own.
import { spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Tables, keys and the first account; `serve` starts the program with these options. */
export async function install(binary) {
  const folder = await mkdtemp(join(tmpdir(), "khien-e2e-"));
  const database = ["--database", `sqlite:${join(folder, "registry.db")}`];
  const keys = ["--keys", join(folder, "keys")];
  const env = { ...process.env, LANG: "C", KHIEN_PASSPHRASE: "a passphrase of the stories" };
  const run = (...args) => {
    const done = spawnSync(binary, args, { env, encoding: "utf8" });
    if (done.status !== 0) throw new Error(`khien ${args[0]}: ${done.stderr}`);
    return done.stdout;
  };
  run("migrate", ...database);
  run("keys", "create", ...keys);
  const first = run("account", "first", ...database, "--login", "minh", "--name", "Phạm Văn Minh");
  const serve = (options) => serving(spawn(
    binary, ["serve", ...database, ...keys, "--listen", "127.0.0.1:0", ...options],
    { env, stdio: ["ignore", "pipe", "inherit"] },
  ));
  const file = async (name, text) => {
    await writeFile(join(folder, name), `${text}\n`, { mode: 0o600 });
    return join(folder, name);
  };
  return { serve, file, folder, password: first.trim().split(" ").at(-1), remove: () => rm(folder, { recursive: true, force: true }) };
}

async function serving(program) {
  const ended = new Promise((done) => program.once("exit", done));
  const lines = createInterface({ input: program.stdout });
  const ready = new Promise((done) => lines.on("line", (line) => {
    const address = line.match(/http:\/\/[^\s]+/)?.[0];
    if (address) done(address);
  }));
  const address = await Promise.race([ready, ended]);
  if (typeof address !== "string") throw new Error(`the program ended with status ${address} before it served`);
  const stop = () => {
    program.kill("SIGTERM");
    return ended;
  };
  return { address, stop };
}
