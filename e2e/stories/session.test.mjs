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

/** Takes people of the queue to the dose until the rules let one have it; gives the name. */
async function readyForDose(page) {
  const queue = await page.locator("section.stick ul.list a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  for (const href of queue) {
    await page.goto(address + href);
    await press(page, "form[action$='/arrive']", "button", "input[name=consent]");
    await press(page, "form[action$='/consent']", "button[value=given]");
    await press(page, "form[action$='/screen']", "button.big[value=fit]");
    if (await page.locator("form[action$='/dose'] button.primary").count()) {
      return page.locator("#person h2.who").innerText();
    }
  }
  return assert.fail("the rules stop everybody on the list");
}

/** Sends a form if the page shows it, after ticking a box of it. */
async function press(page, form, button, tick) {
  const chosen = page.locator(`${form} ${button}`);
  if (await chosen.count() === 0) return;
  if (tick) await page.locator(`${form} ${tick}`).check();
  await chosen.first().click();
  await page.locator("#person h2.who").waitFor();
}

test("a nurse checks in, screens, vaccinates and hears the person's yes, on a phone", async () => {
  const visit = await signedIn(site.browser, "tiem-chung", { viewport: PHONE });
  const { page } = visit;
  await morning(page);
  const before = await given(page);
  const name = await readyForDose(page);
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

test("the head plans a session, defers who came off the list, and closes it", async () => {
  const visit = await signedIn(site.browser, "truong-tram");
  const { page } = visit;
  await page.goto(`${address}/station/sessions/new`);
  await page.locator("input[name=name]").fill("Tiêm vét buổi chiều");
  await page.locator("form.form button.primary").click();
  await page.locator("form[action$='/open'] button").click();
  await page.locator("#seats").waitFor();
  const session = page.url().split("?")[0];

  await page.locator("form[role=search] input[name=q]").fill("Trần Thị");
  await page.locator("form[role=search] button:not([type=button])").click();
  await page.locator("ul.list a[href*='other=']").first().click();
  await press(page, "form[action$='/arrive']", "button", "input[name=consent]");
  await page.goto(`${session}/close`);
  assert.equal(await page.locator(".dock button.primary").count(), 0, "nobody is left waiting");

  await page.goto(session);
  await page.locator("section.stick ul.list a").first().click();
  await page.locator("summary", { has: page.locator("xpath=.") }).filter({ hasText: /Hoãn/ }).click();
  const deferral = page.locator("form[action$='/screen']:has(button[value=deferred])");
  await deferral.locator("input[name=reason]").first().check();
  await deferral.locator("button[value=deferred]").click();
  await page.goto(`${session}/close`);
  await page.locator("#h-vials").waitFor();
  await page.locator(".dock button.primary").click();
  await page.goto(`${address}/station/sessions`);
  assert.ok(await page.locator(`main tbody tr:has(a[href='${new URL(session).pathname}']) [data-s=closed]`).count() === 1, "it is closed");
  clean(visit);
  await visit.context.close();
});
