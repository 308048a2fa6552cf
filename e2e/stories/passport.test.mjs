// A passport from its first signature to the gate: the head signs a day, the ministry's key issues by
// itself, the person's page shows the code, and the checker accepts it, with and without a network.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, address, clean, open, signedIn, visitor } from "../site/browser.mjs";

const DAY = "/station/signing/34116/2022-06-21";
const GIVEN = "21/06/2022";

let site;
before(async () => { site = await open(); });
after(() => site.close());

/** Loads a page again until it says something: what it tells of goes on beside the requests. */
async function until(page, path, says) {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    await page.goto(address + path);
    if (await says()) return;
  }
  assert.fail(`${path} does not say it`);
}

/** The day of the dose that the passport is about; nothing without one. */
const dayOf = async (page) => (await page.locator("#h-fields + dl dd").allInnerTexts())[5];

/** What the checker says of the picture of a code. */
async function checked(page, picture) {
  await page.locator("#picture").setInputFiles({ name: "code.png", mimeType: "image/png", buffer: picture });
  await page.locator("#result[data-reason]").waitFor();
  const shown = (name) => page.locator(`#result [data-slot=${name}]`).innerText();
  const said = { word: await shown("word"), name: await shown("name"), code: await shown("code") };
  await page.locator("#next").click();
  return said;
}

test("a signed day brings passports, which the checker accepts without a network", async () => {
  const visit = await signedIn(site.browser, "truong-tram", { viewport: DESK });
  const { page } = visit;
  await page.goto(address + DAY);
  // Whose identity is settled: nothing is to be looked at.
  const row = page.locator("#doses tbody tr").filter({ hasNot: page.locator(".why") }).first();
  const name = await row.locator("th a").innerText();
  const passport = `${await row.locator("th a").getAttribute("href")}/passport`;
  await page.goto(address + passport);
  assert.match(await page.locator("#h-why + ul").innerText(), new RegExp(GIVEN), "the signature of that day is missing");
  assert.notEqual(await dayOf(page), GIVEN);

  await page.goto(address + DAY);
  await page.locator("input[name=pin]").fill(process.env.KHIEN_PIN);
  await page.locator("input[name=pin]").press("Enter");
  await page.waitForURL(/\/station\/signing\/acts\//);
  await until(page, passport, async () => await dayOf(page) === GIVEN);
  assert.equal(await page.locator("#h-why").count(), 0, "nothing is in the way any more");
  const code = await page.locator(".passport-code svg").screenshot();
  const file = await visit.context.request.get(`${address}${passport}.pdf`);
  assert.equal(file.headers()["content-type"], "application/pdf");
  assert.equal((await file.body()).subarray(0, 5).toString(), "%PDF-");
  clean(visit);
  await visit.context.close();

  const guard = await visitor(site.browser, { viewport: PHONE });
  await guard.page.goto(`${address}/checker/vi`);
  await guard.page.locator("#offline[data-ready=yes]").waitFor();
  assert.equal(await guard.page.locator("#lists").getAttribute("data-age"), "good");
  assert.equal(await guard.page.locator("#clock").isVisible(), false);
  const accepted = { word: "HỢP LỆ", name, code: "" };
  assert.deepEqual(await checked(guard.page, code), accepted);
  await guard.context.setOffline(true);
  await guard.page.goto(`${address}/checker/vi`);
  await guard.page.locator("#checker[data-ready=yes]").waitFor({ state: "attached" });
  assert.deepEqual(await checked(guard.page, code), accepted);
  await guard.context.setOffline(false);
  guard.faults.splice(0, guard.faults.length, ...guard.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault)));
  clean(guard);
  await guard.context.close();
});
