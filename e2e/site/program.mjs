// The real program with the sample district, on a port and in a folder of its own.
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** Starts the program; resolves once it says where it is. */
export async function start(binary) {
  const folder = await mkdtemp(join(tmpdir(), "khien-e2e-"));
  const program = spawn(binary, ["demo", "--listen", "127.0.0.1:0"], {
    env: { ...process.env, XDG_DATA_HOME: folder, LANG: "C" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((done) => program.once("exit", done));
  const site = await ready(program, ended);
  const stop = async () => {
    program.kill("SIGTERM");
    const status = await ended;
    await rm(folder, { recursive: true, force: true });
    return status;
  };
  return { ...site, stop };
}

async function ready(program, ended) {
  const said = {};
  const lines = createInterface({ input: program.stdout });
  const told = new Promise((done) => {
    lines.on("line", (line) => {
      said.password ??= line.match(/with the password (\S+)/)?.[1];
      said.pin ??= line.match(/with the PIN (\S+)/)?.[1];
      said.address ??= line.match(/http:\/\/\S+/)?.[0];
      if (said.password && said.address) done(said);
    });
  });
  const site = await Promise.race([told, ended]);
  if (site !== said) throw new Error(`the program ended with status ${site} before it served`);
  return site;
}
