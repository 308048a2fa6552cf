import { chromium } from "playwright-core";
import { readFile, mkdir } from "node:fs/promises";
const [dir, out, ...names] = process.argv.slice(2);
await mkdir(out, { recursive: true });
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
for (const [w, h] of [[390, 844], [1280, 900]]) {
  const c = await b.newContext({ viewport: { width: w, height: h }, colorScheme: process.env.DARK ? "dark" : "light" });
  const p = await c.newPage();
  await p.route("**/*", async (r) => {
    const path = new URL(r.request().url()).pathname;
    const types = { css: "text/css", js: "text/javascript", svg: "image/svg+xml", woff2: "font/woff2", html: "text/html; charset=utf-8" };
    try { await r.fulfill({ body: await readFile(dir + path), contentType: types[path.split(".").pop()] }); } catch { await r.abort(); }
  });
  for (const n of names) for (const l of (process.env.L ?? "vi en").split(" ")) {
    await p.goto(`http://x/${n}.${l}.html`);
    await p.screenshot({ path: `${out}/${n}.${l}.${w}.png`, fullPage: true });
    const s = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (s > 0) console.log(n, l, w, "sideways", s);
  }
}
await b.close();
