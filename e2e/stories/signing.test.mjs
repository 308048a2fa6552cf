// Doses are signed: yesterday's in one act, with a token elsewhere, by the province's signer.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { violations } from "../site/axe.mjs";
import { PHONE, address, clean, open, signedIn } from "../site/browser.mjs";

const STATION = "34116";
const pin = process.env.KHIEN_PIN;

let site;
before(async () => { site = await open(); });
after(() => site.close());

/** Signs what is ticked with the key on the server. */
async function sign(page, typed) {
  await page.locator("input[name=pin]").fill(typed);
  await page.locator("input[name=pin]").press("Enter");
}

test("the head signs yesterday's doses in one act, but one", async () => {
  const visit = await signedIn(site.browser, "truong-tram");
  const { page } = visit;
  await page.locator("nav.sections a[href='/station/signing']").click();
  await page.locator(`a[href='/station/signing/${STATION}/2022-06-26']`).click();
  const boxes = page.locator("input[name=dose]");
  const count = await boxes.count();
  assert.ok(count > 1 && await boxes.first().isChecked(), "all are ticked");
  await boxes.first().uncheck();

  await sign(page, "not the PIN at all");
  await page.locator("#pin-fault").waitFor();
  assert.equal(await page.locator("input[name=pin]").inputValue(), "", "no PIN comes back");
  assert.equal(await boxes.first().isChecked(), false, "what was left out stays so");
  assert.deepEqual(await violations(page), []);

  await sign(page, pin);
  await page.waitForURL(/\/station\/signing\/acts\//);
  assert.equal(await page.locator("#h-left + ul li").count(), 1, "who was left out is named");
  assert.deepEqual(await violations(page), []);
  clean(visit);
  await visit.context.close();
});

test("a statement is saved to be signed elsewhere, and another file is no signature", async () => {
  const visit = await signedIn(site.browser, "truong-tram", { javaScriptEnabled: false, viewport: PHONE });
  const { page } = visit;
  await page.goto(`${address}/station/signing/${STATION}/2022-06-24`);
  const doses = await page.locator("input[name=dose]").count();
  await page.locator("details.more > summary").first().click();
  await page.locator("button[value=elsewhere]").click();
  await page.waitForURL(/\/station\/signing\/acts\//);
  const saved = page.waitForEvent("download");
  await page.locator("a[href$='/statement']").click();
  const statement = JSON.parse(await readFile(await (await saved).path(), "utf8"));
  assert.equal(statement.doses, doses);
  assert.equal(statement.facility, STATION);
  await page.locator("input[name=file]").setInputFiles({ name: "a.sig", mimeType: "application/octet-stream", buffer: Buffer.alloc(64, 7) });
  await page.locator("form.form button.primary").click();
  await page.locator("#file-fault").waitFor();
  await page.goto(`${address}/station/signing/${STATION}/2022-06-24`);
  assert.equal(await page.locator("input[name=dose]").count(), doses, "they go on waiting");
  clean(visit);
  await visit.context.close();
});

test("the province's signer finds the facilities and signs for one", async () => {
  const visit = await signedIn(site.browser, "ky-so");
  const { page } = visit;
  await page.locator("nav.sections a[href='/station/signing']").click();
  await page.locator(`a[href='/station/signing/${STATION}']`).click();
  await page.locator(`a[href='/station/signing/${STATION}/2022-06-23']`).click();
  await sign(page, pin);
  await page.waitForURL(/\/station\/signing\/acts\//);
  await page.goto(`${address}/station/signing/${STATION}/2022-06-23`);
  assert.equal(await page.locator("input[name=dose]").count(), 0);
  clean(visit);
  await visit.context.close();
});
