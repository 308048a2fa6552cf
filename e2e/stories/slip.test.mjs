// The nurse hands a slip over; the person opens the record on a small phone and answers, with and
// without JavaScript. No address that a server sees holds the code.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { violations } from "../site/axe.mjs";
import { address, clean, open, signedIn, visitor } from "../site/browser.mjs";

const SMALL = { width: 360, height: 640 };

let site;
before(async () => { site = await open(); });
after(() => site.close());

/** Makes a slip for the nth person in a chair; gives its code and the name on it. */
async function hand(page, nth) {
  await page.goto(`${address}/station/sessions`);
  await page.locator("main tbody tr:has([data-s=open]) th a").first().click();
  await page.locator("#seat-list a[href*='/confirm/']").nth(nth).click();
  await page.locator("form.hand button").click();
  const code = await page.locator(".slip .code code").innerText();
  assert.match(code, /^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
  assert.ok(!page.url().includes(code), "the code is not in the address");
  return { code, confirm: await page.locator("a[href*='/confirm/']").getAttribute("href") };
}

/** Ticks "right" for every field but one, which should be something else. */
async function answer(page, wrong, text) {
  for (const field of await page.locator("fieldset.right-wrong").all()) {
    const name = await field.getAttribute("id");
    const choice = name === wrong ? "wrong" : "right";
    await field.locator(`input[value=${choice}]`).check();
  }
  await page.locator(`input[name=should-${wrong}]`).fill(text);
  await page.locator("main form button.primary").click();
  await page.locator(".notice[role=status]").waitFor();
}

/** Nothing is cut off and nothing is wrong for a reader by ear. */
async function fits(page, what) {
  assert.deepEqual(await violations(page), [], what);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(sideways <= 0, `${what} scrolls sideways by ${sideways} px`);
}

test("a scanned slip opens the record at once, and what is wrong reaches the clerk", async () => {
  const nurse = await signedIn(site.browser, "tiem-chung");
  const { code, confirm } = await hand(nurse.page, 0);
  assert.deepEqual(await violations(nurse.page), [], "the slip");

  const phone = await visitor(site.browser, { viewport: SMALL });
  const asked = [];
  phone.page.on("request", (request) => asked.push(request.url()));
  await phone.page.goto(`${address}/slip#${code}`);
  await phone.page.locator("fieldset.right-wrong").first().waitFor();
  assert.ok(asked.every((url) => !url.includes(code)), "no request line holds the code");
  assert.ok(!phone.page.url().includes(code), "nor does the address bar");
  await fits(phone.page, "the record");
  await answer(phone.page, "phone", "0912 000 111");
  await fits(phone.page, "thanks");
  clean(phone);
  await phone.context.close();

  await nurse.page.goto(address + confirm);
  assert.equal(await nurse.page.locator("input[name=should-phone]").inputValue(), "0912 000 111");
  clean(nurse);
  await nurse.context.close();
});

test("without JavaScript the code is typed, in English, and wrong ones open nothing", async () => {
  const nurse = await signedIn(site.browser, "tiem-chung");
  const { code } = await hand(nurse.page, 1);
  await nurse.context.close();

  const phone = await visitor(site.browser, { viewport: SMALL, javaScriptEnabled: false, locale: "en-GB" });
  const { page } = phone;
  await page.goto(`${address}/slip`);
  await page.locator("#code").fill("00000-00000");
  await page.locator("form[data-slip] button").click();
  await page.locator("[role=alert]").waitFor();
  await page.locator("#code").fill(` ${code.toLowerCase().replace("-", " ")} `);
  await page.locator("form[data-slip] button").click();
  await page.locator("fieldset.right-wrong").first().waitFor();
  await page.locator(".tongue button").click();
  assert.equal(await page.locator("html").getAttribute("lang"), "vi", "in the language that was chosen");
  await page.locator("button[name=all]").click();
  await page.locator(".notice[data-v=verified]").waitFor();
  await page.goto(`${address}/slip`);
  await page.locator("#code").fill(code);
  await page.locator("form[data-slip] button").click();
  await page.locator("[role=alert]").waitFor();
  assert.equal(await page.locator("fieldset.right-wrong").count(), 0, "one answer");
  await phone.context.close();
});
