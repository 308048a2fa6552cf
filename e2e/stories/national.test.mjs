// An installation from nothing, and signing in by a national login: a real provider of OpenID Connect.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESK, PHONE, open } from "../site/browser.mjs";
import { install } from "../site/installation.mjs";
import { CLIENT, SECRET, listen } from "../site/provider.mjs";

const SUBJECT = "001088012345";

let browser, provider, registry, site;
before(async () => {
  browser = await open();
  provider = await listen();
  registry = await install(process.env.KHIEN_BINARY);
  const secret = await registry.file("secret", SECRET);
  site = await registry.serve(["--national-login", provider.issuer, "--national-client", CLIENT, "--national-secret-file", secret]);
  provider.knows(`${site.address}/sign-in/national/back`);
});
after(async () => {
  assert.equal(await site?.stop(), 0);
  await registry?.remove();
  await provider?.close();
  await browser?.close();
});

async function visitor(viewport = DESK, locale = "en-GB") {
  const context = await browser.browser.newContext({ viewport, locale });
  context.setDefaultTimeout(20_000);
  return { context, page: await context.newPage() };
}

/** To the provider from the page of signing in, and back with what is done there. */
async function throughProvider(page, act, subject = SUBJECT, from = "/sign-in") {
  await page.goto(site.address + from);
  await page.locator("a[href^='/sign-in/national']").click();
  await page.locator("input[name=subject]").fill(subject);
  await page.locator(`button[value=${act}]`).click();
  await page.waitForURL(`${site.address}/**`);
}

test("the first account makes another, tied to a national identity", async () => {
  const { context, page } = await visitor();
  await page.goto(`${site.address}/sign-in`);
  await page.locator("input[name=name]").fill("minh");
  await page.locator("input[name=password]").fill(registry.password);
  await page.locator("form[action='/sign-in'] button").click();
  await page.locator("nav.sections").waitFor();
  await page.goto(`${site.address}/station/accounts/new`);
  await page.locator("input[name=person]").fill("Đặng Thu Hà");
  await page.locator("input[name=login]").fill("ha.dt");
  await page.locator("input[name=role][value=information_technology]").check();
  await page.locator("form.form button.primary").click();
  await page.goto(`${site.address}/station/accounts`);
  const row = page.locator("tr", { hasText: "ha.dt" });
  await row.locator("summary").click();
  await row.locator("input[name=subject]").fill(SUBJECT);
  await row.locator("button[value=tie]").click();
  assert.match(await page.locator("tr", { hasText: "ha.dt" }).locator("th").innerText(), /VNeID/);
  await context.close();
});

for (const [name, viewport, locale] of [["phone", PHONE, "vi-VN"], ["desk", DESK, "en-GB"]]) {
  test(`its holder signs in by it on a ${name}, and comes to the page they wanted`, async () => {
    const { context, page } = await visitor(viewport, locale);
    await throughProvider(page, "in", SUBJECT, "/sign-in?back=%2Fstation%2Faccounts");
    assert.equal(page.url(), `${site.address}/station/accounts`);
    await page.locator("nav.sections").waitFor();
    const cookies = await context.cookies();
    assert.ok(!cookies.some((cookie) => cookie.name === "khien-attempt"), "an attempt is used once");
    await context.close();
  });
}

test("whoever has no account, or says no, is told so and can use the password", async () => {
  const { context, page } = await visitor();
  await throughProvider(page, "in", "079188000001");
  assert.match(await page.locator("[role=alert]").innerText(), /No account here is tied/);
  assert.ok(await page.locator("input[name=password]").isVisible());
  await context.clearCookies();
  await throughProvider(page, "no");
  assert.match(await page.locator("[role=alert]").innerText(), /did not finish/);
  await context.close();
});

test("the way back works once", async () => {
  const { context, page } = await visitor();
  let back;
  page.on("request", (request) => {
    if (request.url().includes("/sign-in/national/back")) back = request.url();
  });
  await throughProvider(page, "in");
  const again = await visitor();
  await again.page.goto(back);
  assert.match(await again.page.locator("[role=alert]").innerText(), /another browser/);
  await page.goto(back);
  assert.match(await page.locator("[role=alert]").innerText(), /Begin again/);
  await context.close();
  await again.context.close();
});

test("a provider that goes away in between leaves the password", async () => {
  const { context, page } = await visitor(DESK, "vi-VN");
  provider.losesItsTokens();
  await throughProvider(page, "in");
  assert.match(await page.locator("[role=alert]").innerText(), /hiện không trả lời/);
  assert.ok(await page.locator("input[name=password]").isVisible());
  await context.close();
});
