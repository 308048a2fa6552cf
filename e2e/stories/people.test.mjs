// People: found with the keyboard alone, found without JavaScript, and two clerks over one record.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, clean, open, signedIn, visitor } from "../site/browser.mjs";

let site;
before(async () => { site = await open(); });
after(() => site.close());

/** Somebody whom the station attends to: it may correct their record. */
async function attended(page) {
  await page.goto(`${address}/station/sessions`);
  await page.locator("main tbody th a").first().click();
  await page.locator("section.stick ul.list a").first().click();
  return page.locator("#person a[href^='/station/people/']").first().getAttribute("href");
}

/** Presses Tab until something is in focus. */
async function tabTo(page, selector) {
  for (let steps = 0; steps < 80; steps += 1) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} is never in focus`);
}

test("keyboard only: sign in, look somebody up, open the record", async () => {
  const visit = await visitor(site.browser);
  const { page } = visit;
  await page.goto(`${address}/sign-in`);
  await tabTo(page, "input[name=name]");
  await page.keyboard.type("nhap-lieu");
  await tabTo(page, "input[name=password]");
  await page.keyboard.type(process.env.KHIEN_PASSWORD);
  await page.keyboard.press("Enter");
  await page.locator("nav.sections").waitFor();
  await tabTo(page, "nav.sections a[href='/station/people']");
  await page.keyboard.press("Enter");
  await page.locator("#q").waitFor();
  await tabTo(page, "#q");
  await page.keyboard.type("tran van");
  await page.keyboard.press("Enter");
  await page.locator("#found a[href^='/station/people/']").first().waitFor();
  await tabTo(page, "#found a[href^='/station/people/']");
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.notEqual(outline, "none", "the focus is seen");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/station\/people\/[0-9a-f-]{36}/);
  clean(visit);
  await visit.context.close();
});

test("without JavaScript: the same, and a record is corrected", async () => {
  const visit = await signedIn(site.browser, "nhap-lieu", { javaScriptEnabled: false });
  const { page } = visit;
  await page.goto(`${address}/station/people`);
  await page.locator("#q").fill("Nguyễn Thị");
  await page.locator("form[role=search] button.primary").click();
  assert.ok(await page.locator("#found a[href^='/station/people/']").count() > 0, "somebody is found");
  await page.goto(address + await attended(page));
  await page.locator("a[href$='/edit']").first().click();
  await page.locator("input[name=address]").fill("Số 7, xóm Đình");
  await page.locator("input[name=reason]").fill("Người dân báo");
  await page.locator("form.form button.primary").click();
  await page.waitForURL(/\/station\/people\/[0-9a-f-]{36}(\?|$)/);
  assert.match(await page.locator("main").innerText(), /xóm Đình/);
  clean(visit);
  await visit.context.close();
});

test("two clerks change one record: the second sees both versions and chooses", async () => {
  const one = await signedIn(site.browser, "nhap-lieu");
  const two = await signedIn(site.browser, "truong-tram");
  const href = await attended(one.page);
  for (const clerk of [one, two]) await clerk.page.goto(`${address}${href}/edit`);
  const save = async (page, phone) => {
    await page.locator("input[name=phone]").fill(phone);
    await page.locator("input[name=reason]").fill("Người dân báo");
    await page.locator("form.form button.primary").click();
  };
  await save(one.page, "0912345670");
  await one.page.waitForURL(/\/station\/people\/[0-9a-f-]{36}(\?|$)/);
  await save(two.page, "0987654321");
  const choices = two.page.locator("input[type=radio][name=phone]");
  await choices.first().waitFor();
  const values = await choices.evaluateAll((all) => all.map((input) => input.value.replace(/\D/g, "")));
  assert.deepEqual(values, ["0912345670", "0987654321"], "theirs and mine");
  await two.page.locator("label:has(input[type=radio][name=phone])").last().click();
  await two.page.locator("main form button.primary").click();
  await two.page.waitForURL(/\/station\/people\/[0-9a-f-]{36}(\?|$)/);
  assert.match((await two.page.locator("main").innerText()).replace(/\s/g, ""), /0987654321/);
  for (const clerk of [one, two]) {
    clean(clerk);
    await clerk.context.close();
  }
});
