// The pages of a station: their addresses, found by the links that a clerk follows.
import assert from "node:assert/strict";
import { address } from "./browser.mjs";

/** The first link of a page that leads to one thing of a kind. */
async function first(page, list, pattern) {
  await page.goto(address + list);
  const links = await page.locator("main a[href]").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const found = links.find((href) => pattern.test(href));
  assert.ok(found, `${list} links to ${pattern}`);
  return found;
}

/** Every page that a commune station works with, for somebody who is signed in. */
export async function stationPages(page) {
  const session = await first(page, "/station/sessions", /^\/station\/sessions\/[0-9a-f-]{36}/);
  const roster = await first(page, "/station/rosters", /^\/station\/rosters\/[0-9a-f-]{36}/);
  const file = await first(page, "/station/imports", /^\/station\/imports\/[0-9a-f-]{36}/);
  const lot = await first(page, "/station/lots", /^\/station\/lots\/[0-9a-f-]{36}/);
  // A resident: whoever is searched for by name may live anywhere, and is not this station's to correct.
  const person = await first(page, "/station/unit", /^\/station\/people\/[0-9a-f-]{36}/);
  return ["/station", "/station/people", "/station/people/new", person, `${person}/edit`, `${person}/doses/new`,
    "/station/sessions", "/station/sessions/new", session, `${session}/close`, "/station/rosters", "/station/rosters/new", roster,
    "/station/imports", file, "/station/lots", "/station/lots/receive", lot, "/station/recovered", `/station/recovered/new?person=${person.split("/").at(-1)}`,
    "/station/figures", "/station/unit"];
}

/** Passports of people whom a search by name finds: one that is there, and one that is not. */
export async function passports(page) {
  await page.goto(`${address}/station/people`);
  await page.locator("#q").fill("nguyen");
  await page.locator("form[role=search] button.primary").click();
  const links = page.locator("#found a[href^='/station/people/']");
  await links.first().waitFor();
  const people = await links.evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  const found = new Map();
  for (const person of people) {
    await page.goto(`${address}${person}/passport`);
    const isThere = await page.locator(".passport-code").count() > 0;
    if (!found.has(isThere)) found.set(isThere, `${person}/passport`);
    if (found.size === 2) return [found.get(true), found.get(false)];
  }
  assert.fail("some have a passport, and some have none");
}
