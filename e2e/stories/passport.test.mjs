// A passport from its first signature to the gate: the head signs a day, the ministry's key issues by
// itself, the person's page shows the code, and the checker accepts it from a picture and from the
// camera, with and without a network.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESK, PHONE, address, clean, open, signedIn, visitor } from "../site/browser.mjs";
import { passports } from "../site/pages.mjs";

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
  return told(page);
}

/** The result on the screen, which then leaves it. */
async function told(page) {
  await page.locator("#result[data-reason]").waitFor();
  const shown = (name) => page.locator(`#result [data-slot=${name}]`).innerText();
  const said = { word: await shown("word"), name: await shown("name"), code: await shown("code") };
  await page.locator("#next").click();
  return said;
}

/** A film of one frame for a camera: a paper with the picture of a code, held a little askew. */
async function film(page, picture) {
  const frame = await page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#667";
    pen.fillRect(0, 0, 1280, 720);
    pen.translate(640, 360);
    pen.rotate(0.08);
    pen.fillStyle = "#fff";
    pen.fillRect(-320, -320, 640, 640);
    pen.drawImage(image, -290, -290, 580, 580);
    return canvas.toDataURL("image/jpeg", 0.9).split(",")[1];
  }, picture.toString("base64"));
  return Buffer.from(frame, "base64");
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

  const guard = await visitor(site.browser, { viewport: PHONE });
  await guard.page.goto(`${address}/checker/vi`);
  await guard.page.locator("#offline[data-ready=yes]").waitFor();
  assert.equal(await guard.page.locator("#lists").getAttribute("data-age"), "good");
  assert.equal(await guard.page.locator("#clock").isVisible(), false);
  const accepted = { word: "HỢP LỆ", name, code: "" };
  assert.deepEqual(await checked(guard.page, code), accepted);
  const frame = await film(page, code);
  await guard.context.setOffline(true);
  await guard.page.goto(`${address}/checker/vi`);
  await guard.page.locator("#checker[data-ready=yes]").waitFor({ state: "attached" });
  assert.deepEqual(await checked(guard.page, code), accepted);
  await guard.context.setOffline(false);
  guard.faults.splice(0, guard.faults.length, ...guard.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault)));
  clean(guard);
  await guard.context.close();
  clean(visit);
  await visit.context.close();

  const folder = await mkdtemp(join(tmpdir(), "khien-film-"));
  await writeFile(join(folder, "code.mjpeg"), frame);
  const seeing = await open(["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
    `--use-file-for-fake-video-capture=${join(folder, "code.mjpeg")}`]);
  const gate = await visitor(seeing.browser, { viewport: PHONE });
  await gate.page.goto(`${address}/checker/vi`);
  await gate.page.locator("#scan").click();
  assert.deepEqual(await told(gate.page), accepted, "from the camera");
  assert.equal(await gate.page.evaluate(() => document.getElementById("camera").srcObject), null, "the camera is off");
  clean(gate);
  await seeing.close();
  await rm(folder, { recursive: true });
});

test("a card and the WHO's form are made for whoever asks, and accepted without a network", async () => {
  const visit = await signedIn(site.browser, "truong-tram", { viewport: PHONE, javaScriptEnabled: false });
  const { page } = visit;
  const [there] = await passports(page);
  await page.goto(address + there);
  const name = await page.locator("h1 + p").innerText();
  const pictures = [];
  for (const form of ["shc", "ddcc"]) {
    await page.locator(`form:has(input[value=${form}]) button`).click();
    const summary = page.locator("#h-forms ~ details summary").nth(pictures.length);
    await until(page, there, async () => await summary.count() === 1);
    await summary.click();
    pictures.push(await page.locator("details[open] .other-code svg").last().screenshot());
  }
  clean(visit);
  await visit.context.close();

  const guard = await visitor(site.browser, { viewport: PHONE });
  await guard.page.goto(`${address}/checker/vi`);
  await guard.page.locator("#offline[data-ready=yes]").waitFor();
  await guard.context.setOffline(true);
  for (const picture of pictures) {
    assert.deepEqual(await checked(guard.page, picture), { word: "HỢP LỆ", name, code: "" });
  }
  await guard.context.close();
});

test("the ministry sees how many an order reaches before it is given, and finds a passport by what is printed", async () => {
  const head = await signedIn(site.browser, "truong-tram");
  const [there] = await passports(head.page);
  await head.page.goto(address + there);
  const identifier = (await head.page.locator("#h-fields + dl dd").last().innerText()).trim();
  await head.context.close();

  const visit = await signedIn(site.browser, "cuc-ytdp", { viewport: PHONE, javaScriptEnabled: false });
  const { page } = visit;
  await page.goto(`${address}/station/passports`);
  await page.locator("input[name=unit]").fill("340");
  await page.locator("input[name=unit]").press("Enter");
  assert.match(await page.locator("h1").innerText(), /^Lệnh này xét \d+ người$/);
  await page.locator("input[name=reason]").fill("Đợt tháng 6");
  await page.locator("form[action='/station/passports/orders'] button").click();
  await page.locator("main .notice[role=status]").waitFor();
  assert.match(await page.locator("#h-orders + table tbody").innerText(), /Đợt tháng 6/);

  await page.locator("input[name=identifier]").fill(identifier);
  await page.locator("input[name=identifier]").press("Enter");
  assert.equal(await page.locator("h1").innerText(), "Hộ chiếu đang có hiệu lực");
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(sideways <= 0, `scrolls sideways by ${sideways} px`);
  clean(visit);
  await visit.context.close();
});
