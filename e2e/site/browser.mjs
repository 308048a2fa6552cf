// A browser whose requests are watched: nothing may leave the site, and no script may fail.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

export const address = process.env.KHIEN_SITE;
const password = process.env.KHIEN_PASSWORD;

export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 900 };

/** One browser for the stories of a file, started with more arguments where a story needs them. */
export async function open(more = []) {
  const browser = await chromium.launch({
    executablePath: process.env.KHIEN_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync", ...more],
  });
  return { browser, close: () => browser.close() };
}

/** A visitor with cookies of their own. `faults` fills with what a page must never do. */
export async function visitor(browser, { viewport = DESK, javaScriptEnabled = true, locale = "vi-VN", colorScheme = "light", site = address } = {}) {
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale, colorScheme, reducedMotion: "reduce" });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const faults = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !url.startsWith("data:") && !url.startsWith("blob:")) faults.push(`asks elsewhere: ${url}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) faults.push(`console: ${message.text()}`);
  });
  return { context, page, faults };
}

/** A visitor who is signed in. */
export async function signedIn(browser, login, options = {}) {
  const visit = await visitor(browser, options);
  await visit.page.goto(`${address}/sign-in`);
  await visit.page.locator("input[name=name]").fill(login);
  await visit.page.locator("input[name=password]").fill(password);
  await visit.page.locator("form[action='/sign-in'] button").click();
  await visit.page.locator("nav.sections").waitFor();
  return visit;
}

/** Nothing went elsewhere and no script failed. */
export function clean(visit) {
  assert.deepEqual(visit.faults, []);
}
