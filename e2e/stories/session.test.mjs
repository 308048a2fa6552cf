// A session from the list to its closing, by three people at three desks.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, address, clean, open, signedIn } from "../site/browser.mjs";

let site;
before(async () => { site = await open(); });
after(() => site.close());

/** The page of this morning's session. */
async function morning(page) {
  await page.goto(`${address}/station/sessions`);
  await page.locator("main tbody tr:has([data-s=open]) th a").first().click();
  await page.locator("#seats").waitFor();
}

/** Doses given so far, as the page says. */
async function given(page) {
  return parseInt(await page.locator("dl.stats dd.fig").first().innerText(), 10);
}

test("a nurse checks in, screens, vaccinates and hears the person's yes, on a phone", async () => {
  const visit = await signedIn(site.browser, "tiem-chung", { viewport: PHONE });
  const { page } = visit;
  await morning(page);
  const before = await given(page);
  // Whoever has come and is not yet screened.
  const waiting = page.locator("section.stick ul.list a").first();
  await waiting.click();
  await page.locator("#person h2.who").waitFor();
  const name = await page.locator("#person h2.who").innerText();
  if (await page.locator("form[action$='/arrive']").count()) {
    await page.locator("form[action$='/arrive'] input[name=consent]").check();
    await page.locator("form[action$='/arrive'] button").click();
  }
  if (await page.locator("form[action$='/consent']").count()) {
    await page.locator("form[action$='/consent'] button[value=given]").click();
  }
  if (await page.locator("form[action$='/screen'] button.big[value=fit]").count()) {
    await page.locator("form[action$='/screen'] button.big[value=fit]").click();
  }
  await page.locator("form[action$='/dose'] button.primary").first().click();
  await page.locator("#person .notice[data-v=verified]").waitFor();
  assert.equal(await page.locator("#person h2.who").innerText(), name);
  assert.equal(await given(page), before + 1, "one dose more");

  await page.locator("#person a[href*='/confirm/']").first().click();
  await page.locator("main form button.primary").first().click();
  await page.locator("#seats").waitFor();
  clean(visit);
  await visit.context.close();
});

test("the head closes the session once vials and doses agree, or says why not", async () => {
  const visit = await signedIn(site.browser, "truong-tram");
  const { page } = visit;
  await morning(page);
  await page.locator("a[href$='/close']").first().click();
  await page.locator("#h-vials").waitFor();
  const lots = page.locator("input[name^=vials-]");
  for (let number = 0; number < await lots.count(); number += 1) {
    await lots.nth(number).fill("2");
  }
  await page.locator("button[name=recount]").click();
  await page.locator("#h-vials").waitFor();
  const note = page.locator("textarea[name=note]");
  if (await note.count()) await note.fill("Lọ mở cuối buổi còn thừa, đã huỷ.");
  await page.locator(".dock button.primary").click();
  await page.locator("[role=status] , .notice").first().waitFor();
  await page.goto(`${address}/station/sessions`);
  assert.equal(await page.locator("main tbody [data-s=closed]").count() >= 1, true, "it is closed");
  clean(visit);
  await visit.context.close();
});
