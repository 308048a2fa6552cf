// Everybody who can sign in finds pages for their work, and every section they are shown opens.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { address, open, signedIn } from "../site/browser.mjs";

/** Login, and the address where the account begins. */
const BEGINS = {
  "nhap-lieu": "/station", "tiem-chung": "/station", "tram-y-te": "/station", "truong-tram": "/station",
  "nha-may": "/station/rosters", "to-thon": "/station/rosters", "cong-an-xa": "/station/rosters",
  "to-xa": "/station", "ubnd-xa": "/station", "ttyt-huyen": "/station", "cdc-tinh": "/station", "so-y-te": "/station",
  "ubnd-tinh": "/station", "cuc-ytdp": "/station", "cntt": "/station", "chu-quan": "/station", "tong-dai": "/station",
  "kiem-tra": "/station/audit", "c06": "/station/rosters",
};

let site;
before(async () => { site = await open(); });
after(() => site.close());

for (const [login, begins] of Object.entries(BEGINS)) {
  test(`${login} begins at ${begins}, and all sections open`, async () => {
    const visit = await signedIn(site.browser, login);
    assert.equal(new URL(visit.page.url()).pathname, begins);
    const sections = await visit.page.locator("nav.sections a").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    for (const section of sections) {
      const answer = await visit.page.goto(address + section);
      assert.equal(answer.status(), 200, section);
    }
    await visit.context.close();
  });
}
