// A messy workbook from the upload over the mended cell to the registry, and back again.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, clean, open, signedIn } from "../site/browser.mjs";

let site;
before(async () => { site = await open(); });
after(() => site.close());

/** Rows of a kind, as the tabs of the review count them. */
async function rows(page, kind) {
  const shown = await page.locator(`ul.tabs a[href='?kind=${kind}'] b`).innerText();
  return Number(shown.replace(/\D/g, ""));
}

async function waitingFile(page) {
  await page.goto(`${address}/station/imports`);
  await page.locator("main tbody th a", { hasText: "01_TYT_Me_Linh" }).first().click();
  await page.locator("#review").waitFor();
}

test("a clerk mends a cell in place and applies the file; the head undoes it whole", async () => {
  const clerk = await signedIn(site.browser, "nhap-lieu");
  const { page } = clerk;
  await waitingFile(page);
  const held = await rows(page, "conflict") + await rows(page, "error");
  assert.ok(held > 0, "the sample has rows that wait for somebody");
  const kind = await rows(page, "error") > 0 ? "error" : "conflict";
  await page.locator(`ul.tabs a[href='?kind=${kind}']`).click();
  const mend = page.locator("form.mend").first();
  const field = await mend.locator("input[name=field]").inputValue();
  await mend.locator("input[name=value]").fill(mended(field));
  const answered = page.waitForResponse((response) => response.request().method() === "POST" && response.url().includes("/rows/"));
  await mend.locator("button").click();
  assert.ok((await answered).ok(), `mending ${field}`);

  await page.goto(page.url().split("?")[0]);
  await page.locator("form[action$='/apply'] button").click();
  await page.locator("main dl.stats").waitFor({ timeout: 120_000 });
  clean(clerk);
  await clerk.context.close();

  const head = await signedIn(site.browser, "truong-tram");
  await head.page.goto(`${address}/station/imports`);
  await head.page.locator("main tbody th a", { hasText: "01_TYT_Me_Linh" }).first().click();
  await head.page.locator("details.more summary").click();
  await head.page.locator("form[action$='/undo'] input[name=reason]").fill("Nhập nhầm tệp");
  await head.page.locator("form[action$='/undo'] button").click();
  await head.page.locator("form[action$='/undo']").waitFor({ state: "detached", timeout: 120_000 });
  clean(head);
  await head.context.close();
});

test("files that cannot be read get a reason on the page", async () => {
  const clerk = await signedIn(site.browser, "nhap-lieu");
  const { page } = clerk;
  const files = [
    { name: "../../etc/passwd", mimeType: "text/csv", buffer: Buffer.from("root:x:0:0") },
    { name: "EICAR.com", mimeType: "application/octet-stream", buffer: Buffer.from([0x4d, 0x5a, 0, 1, 2]) },
    { name: "rong.xlsx", mimeType: "application/vnd.ms-excel", buffer: Buffer.alloc(0) },
  ];
  for (const file of files) {
    await page.goto(`${address}/station/imports`);
    await page.locator("#file").setInputFiles(file);
    await page.locator("form.drop button.primary").click();
    await page.locator(".notice[data-v=mismatch]").first().waitFor({ timeout: 60_000 });
  }
  clean(clerk);
  await clerk.context.close();
});

/** Something that fits a field. */
function mended(field) {
  return { date_of_birth: "05/08/1960", full_name: "Trần Văn An", sex: "Nam", id_number: "034060001234", phone: "0912345678" }[field] ?? "01/08/2021";
}
