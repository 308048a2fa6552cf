// Every page of the station: accessible, light, without a request elsewhere, at both widths.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../site/axe.mjs";
import { DESK, PHONE, address, clean, open, signedIn, visitor } from "../site/browser.mjs";

const HEAVIEST = 150 * 1024;

let site;
before(async () => { site = await open(); });
after(() => site.close());

/** The first link of a page that leads to one thing of a kind. */
async function first(page, list, pattern) {
  await page.goto(address + list);
  const links = await page.locator("main a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const found = links.find((href) => pattern.test(href));
  assert.ok(found, `${list} links to ${pattern}`);
  return found;
}

/** What a first visit loads, in bytes on the wire. */
async function weight(visit, path) {
  const cdp = await visit.context.newCDPSession(visit.page);
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  cdp.on("Network.loadingFinished", (loaded) => { bytes += loaded.encodedDataLength; });
  await visit.page.goto(address + path, { waitUntil: "networkidle" });
  await cdp.detach();
  return bytes;
}

for (const [width, viewport] of [["phone", PHONE], ["desk", DESK]]) {
  for (const [colorScheme, locale] of [["light", "vi-VN"], ["dark", "en-GB"]]) {
    test(`pages on a ${width}, ${colorScheme}, ${locale}`, async () => {
      const options = { viewport, colorScheme, locale };
      const stranger = await visitor(site.browser, options);
      await stranger.page.goto(`${address}/sign-in`);
      assert.deepEqual(await violations(stranger.page), [], "/sign-in");
      clean(stranger);
      await stranger.context.close();

      const visit = await signedIn(site.browser, "tram-y-te", options);
      const { page } = visit;
      const session = await first(page, "/station/sessions", /^\/station\/sessions\/[0-9a-f-]{36}/);
      const roster = await first(page, "/station/rosters", /^\/station\/rosters\/[0-9a-f-]{36}/);
      const file = await first(page, "/station/imports", /^\/station\/imports\/[0-9a-f-]{36}/);
      const lot = await first(page, "/station/lots", /^\/station\/lots\/[0-9a-f-]{36}/);
      await page.goto(`${address}/station/people`);
      await page.locator("#q").fill("nguyen");
      await page.locator("form[role=search] button.primary").click();
      const link = page.locator("#found a[href^='/station/people/']").first();
      const person = await link.getAttribute("href");
      const paths = ["/station", "/station/people", "/station/people/new", person, `${person}/edit`, `${person}/doses/new`,
        "/station/sessions", "/station/sessions/new", session, `${session}/close`, "/station/rosters", "/station/rosters/new", roster,
        "/station/imports", file, "/station/lots", "/station/lots/receive", lot, "/station/recovered", "/station/recovered/new",
        "/station/figures", "/station/unit"];
      const heavy = [];
      for (const path of paths) {
        const bytes = await weight(visit, path);
        if (bytes > HEAVIEST) heavy.push(`${path}: ${bytes} bytes`);
        assert.deepEqual(await violations(page), [], `${path} (${page.url()})`);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(sideways <= 0, `${path} scrolls sideways by ${sideways} px`);
      }
      assert.deepEqual(heavy, []);
      clean(visit);
      await visit.context.close();
    });
  }
}
