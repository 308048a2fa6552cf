// Every page of the station: accessible, light, without a request elsewhere, at both widths.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../site/axe.mjs";
import { DESK, PHONE, address, clean, open, signedIn, visitor } from "../site/browser.mjs";
import { passports, stationPages } from "../site/pages.mjs";

const HEAVIEST = 150 * 1024;

let site;
before(async () => { site = await open(); });
after(() => site.close());

/** The record of the first person whom a search by name finds. */
async function found(page, name) {
  await page.goto(`${address}/station/people`);
  await page.locator("#q").fill(name);
  await page.locator("form[role=search] button.primary").click();
  return page.locator("#found a[href^='/station/people/']").first().getAttribute("href");
}

/** What a first visit loads, in bytes on the wire. */
async function weight(visit, path) {
  const cdp = await visit.context.newCDPSession(visit.page);
  await cdp.send("Network.enable");
  await cdp.send("Network.setCacheDisabled", { cacheDisabled: true });
  let bytes = 0;
  cdp.on("Network.loadingFinished", (loaded) => { bytes += loaded.encodedDataLength; });
  const answer = await visit.page.goto(address + path, { waitUntil: "networkidle" });
  assert.equal(answer.status(), 200, path);
  await cdp.detach();
  return bytes;
}

/** Looks at pages: what is wrong with them is asserted, which are too heavy is given. */
async function look(visit, paths) {
  const { page } = visit;
  const heavy = [];
  for (const path of paths) {
    const bytes = await weight(visit, path);
    if (bytes > HEAVIEST) heavy.push(`${path}: ${bytes} bytes`);
    assert.deepEqual(await violations(page), [], `${path} (${page.url()})`);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(sideways <= 0, `${path} scrolls sideways by ${sideways} px`);
  }
  clean(visit);
  await visit.context.close();
  return heavy;
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
      const station = await stationPages(visit.page);
      const one = await found(visit.page, "nguyen");
      assert.deepEqual(await look(visit, [...station, one]), []);

      const person = station.find((path) => /^\/station\/people\/[0-9a-f-]{36}$/.test(path));
      for (const [login, paths] of [
        ["truong-tram", [`${person}/separate`, "/station/signing", "/station/signing/34116/2022-06-26", "/station/signing/certificates"]],
        ["ky-so", ["/station/signing"]],
        ["chu-quan", ["/station/signing"]],
        ["cuc-ytdp", ["/station/signing/authorities", "/station/passports", "/station/funnel", "/station/funnel?unit=34"]],
        ["cntt", ["/station/accounts", "/station/accounts?kind=facility&code=34105", "/station/accounts/new"]],
        ["kiem-tra", ["/station/audit"]],
      ]) {
        const other = await signedIn(site.browser, login, options);
        if (login === "truong-tram") paths.push(...await passports(other.page));
        assert.deepEqual(await look(other, paths), [], login);
      }
    });
  }
}
