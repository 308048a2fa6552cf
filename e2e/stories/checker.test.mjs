// The checker: the same codes through the command line and through the page, without a network after
// one visit, by picture and by camera, in both languages; and nothing of it stays in the device.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { X509Certificate, createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { violations } from "../site/axe.mjs";
import { DESK, PHONE, clean, open, visitor } from "../site/browser.mjs";
import { install } from "../site/installation.mjs";

const fixtures = join(dirname(fileURLToPath(import.meta.url)), "../../fixtures");
const read = async (path) => JSON.parse(await readFile(join(fixtures, path), "utf8"));
const binary = process.env.KHIEN_BINARY;

let site;
let own;
let server;
let vectors;
let trust;
before(async () => {
  site = await open();
  own = await install(binary);
  vectors = await read("checker/vectors.json");
  trust = { ...vectors.trust, ...await read("dcc/qa-dsc.json") };
  const list = await own.file("trust.json", JSON.stringify(trust));
  server = await own.serve(["--trust", list, "--rules", join(fixtures, "checker/rules.json")]);
});
after(async () => {
  await server?.stop();
  await own?.remove();
  await site?.close();
});

/** A visitor of the checker whose page is ready. */
async function at(path = "/checker/en", options = {}) {
  const visit = await visitor(site.browser, { viewport: PHONE, site: server.address, ...options });
  await visit.page.goto(server.address + path);
  await ready(visit.page);
  return visit;
}

const ready = (page) => page.locator("#checker[data-ready=yes]").waitFor({ state: "attached" });
const kept = (page) => page.locator("#offline[data-ready=yes]").waitFor();

/** What the command line says of a code. */
function commandLine({ text, at: moment, country }) {
  const rules = country ? ["--rules", join(fixtures, "checker/rules.json"), "--country", country] : [];
  const list = join(own.folder, "trust.json");
  const done = spawnSync(binary, ["qr", "check", "--json", "--trust", list, "--at", moment, ...rules, "-"], { input: text, encoding: "utf8" });
  return JSON.parse(done.stdout.trim().split("\n")[0]);
}

/** What the modules of the page say of many codes, in the browser. */
const inBrowser = (page, codes, revocation = null) => page.evaluate(async ([all, revoked]) => {
  const folder = new URL(document.querySelector("script[type=module]").src);
  const module = (name) => import(new URL(name, folder).href);
  const [{ check }, { load }, { readSlice }, { fromBase64 }] = await Promise.all(["check.js", "lists.js", "revocation.js", "bytes.js"].map(module));
  const lists = await load();
  if (revoked) {
    const slices = Object.entries(revoked.slices).map(([name, bytes]) => [name, readSlice("VARHASHLIST", fromBase64(bytes))]);
    lists.revocation = { index: revoked.index, slices: new Map(slices) };
  }
  const answers = [];
  for (const { text, at, country } of all) {
    const { family, verified, reason, payload } = await check(text, lists, { at: Date.parse(at), country, language: "en" });
    answers.push({ family, verified, reason, payload });
  }
  return answers;
}, [codes, revocation]);

test("the page and the command line give the same answers to codes that are wrong in one step", async () => {
  const visit = await at();
  const codes = vectors.vectors;
  const answers = await inBrowser(visit.page, codes, vectors.revocation);
  codes.forEach(({ name, family, verified, reason }, place) => {
    const { payload, ...found } = answers[place];
    assert.deepEqual(found, { family, verified, reason }, name);
  });
  // The command line is not told of revocations.
  for (const code of codes.filter(({ reason, text }) => reason !== "revoked" && text !== "")) {
    const { family, verified, reason } = commandLine(code);
    assert.deepEqual({ family, verified, reason }, { family: code.family, verified: code.verified, reason: code.reason }, code.name);
  }
  clean(visit);
  await visit.context.close();
});

/** A list of signers as the page has it, from certificates by the names of their keys. */
function signersOf(...trusts) {
  const signers = [];
  for (const [name, text] of trusts.flatMap(Object.entries)) {
    const der = Buffer.from(text, "base64");
    const { publicKey, keyUsage = [], subject, validFrom, validTo } = new X509Certificate(der);
    const rsa = publicKey.asymmetricKeyType === "rsa";
    const { x, y } = rsa ? {} : publicKey.export({ format: "jwk" });
    const key = rsa
      ? publicKey.export({ format: "der", type: "pkcs1" })
      : Buffer.concat([Buffer.from([4]), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
    const kinds = ["test", "vaccination", "recovery"];
    const named = keyUsage.map((oid) => kinds[/1847\.2021\.1\.([123])$/.exec(oid)?.[1] - 1]).filter(Boolean);
    const own = createHash("sha256").update(der).digest("hex").slice(0, 16);
    for (const kid of new Set([own, name])) {
      signers.push({
        kid, kind: rsa ? "RSA" : "P-256", bits: rsa ? publicKey.asymmetricKeyDetails.modulusLength : 0,
        key: key.toString("base64"), usages: named.length > 0 ? named : kinds, content: maySign(der),
        country: /^C=(.*)$/m.exec(subject)?.[1] ?? null,
        from: new Date(validFrom).toISOString(), until: new Date(validTo).toISOString(),
      });
    }
  }
  return signers;
}

/** The bits of digital signatures and of certificates, where a key usage (2.5.29.15) is named. */
function maySign(der) {
  const at = der.indexOf(Buffer.from([0x06, 0x03, 0x55, 0x1d, 0x0f]));
  if (at < 0) return true;
  const bits = der.indexOf(Buffer.from([0x03, 0x02]), at + 5);
  return (der[bits + 3] & 0x84) !== 0;
}

/** Batches of the EU's gateway as an index with one slice each. */
function sliced(batches) {
  const slices = {};
  const lists = batches.map(({ country, expires, kid, hashType, entries }, place) => {
    const hashes = Buffer.concat(entries.map(({ hash }) => Buffer.from(hash, "base64")));
    const head = Buffer.alloc(11);
    head.writeUInt16BE(1, 0);
    head.writeUInt32BE(entries.length, 6);
    head.writeUInt8(16, 10);
    slices[place] = Buffer.concat([head, hashes]).toString("base64");
    const types = [hashType];
    return { country, kid, hashTypes: types, mode: "POINT", slices: [{ path: "", expires, sha256: String(place), type: "VARHASHLIST" }] };
  });
  return { index: { lists, made: "2026-11-01T00:00:00Z" }, slices };
}

test("the kept vectors of bad input give their reasons in the page, too", async () => {
  const lines = (await readFile(join(fixtures, "hc1/bad-input.jsonl"), "utf8")).trim().split("\n").map((line) => JSON.parse(line));
  const visit = await at();
  const asked = lines.map((line) => ({
    text: line.text, at: Date.parse(line.at), clock: line.clock && Date.parse(line.clock),
    signers: signersOf(line.trust, line.trust_too), revocation: sliced(line.revoked),
  }));
  const found = await visit.page.evaluate(async (all) => {
    const folder = new URL(document.querySelector("script[type=module]").src);
    const module = (name) => import(new URL(name, folder).href);
    const [{ check }, { readSlice }, { fromBase64 }] = await Promise.all(["check.js", "revocation.js", "bytes.js"].map(module));
    const reasons = [];
    for (const { text, signers, revocation, ...question } of all) {
      const slices = new Map(Object.entries(revocation.slices).map(([name, bytes]) => [name, readSlice("VARHASHLIST", fromBase64(bytes))]));
      const lists = { signers, cards: [], rules: [], valueSets: {}, revocation: { index: revocation.index, slices } };
      reasons.push((await check(text, lists, question)).reason);
    }
    return reasons;
  }, asked);
  lines.forEach((line, place) => assert.equal(found[place], line.reason, line.case));
  assert.ok(lines.length >= 120, `${lines.length} vectors`);
  clean(visit);
  await visit.context.close();
});

test("real codes of eighty issuers are read and verified alike", async () => {
  const lines = (await readFile(join(fixtures, "dcc/qa.jsonl"), "utf8")).trim().split("\n").map((line) => JSON.parse(line));
  const codes = lines.map(({ prefix, expect }) => ({ text: prefix, at: new Date((expect.iat + 3600) * 1000).toISOString(), country: null }));
  const visit = await at();
  const answers = await inBrowser(visit.page, codes);
  let verified = 0;
  lines.forEach((line, place) => {
    const told = commandLine(codes[place]);
    const found = answers[place];
    assert.deepEqual([found.verified, found.reason], [told.verified, told.reason], line.case);
    assert.deepEqual(found.payload, told.payload, line.case);
    verified += found.verified ? 1 : 0;
  });
  assert.ok(verified > 20, `${verified} of ${lines.length} verified`);
  await visit.context.close();
});

test("the public suites of CertLogic and of countries' rules give the same in the page", async () => {
  const visit = await at();
  const suites = [];
  for (const name of await readdir(join(fixtures, "certlogic/testSuite"))) {
    const suite = await read(`certlogic/testSuite/${name}`);
    if (suite.directive === "skip") continue;
    for (const one of suite.cases.filter((it) => it.directive !== "skip")) {
      for (const { data, certLogicExpression, expected, directive } of one.assertions) {
        if (directive !== "skip") suites.push({ logic: certLogicExpression ?? one.certLogicExpression, data, expected, name: `${name}: ${one.name}` });
      }
    }
  }
  const rules = [];
  const sets = new Map();
  for (const path of await readdir(join(fixtures, "certlogic/rules"), { recursive: true })) {
    if (!/tests\/[^/]+\.json$/.test(path)) continue;
    const { payload, external, expected } = await read(`certlogic/rules/${path}`);
    if (typeof external.valueSets === "string") {
      const file = `certlogic/rules/${external.valueSets.slice(1)}`;
      if (!sets.has(file)) sets.set(file, await read(file));
      external.valueSets = sets.get(file);
    }
    const { Logic } = await read(`certlogic/rules/${dirname(dirname(path))}/rule.json`);
    rules.push({ logic: Logic, data: { payload, external }, expected, name: path });
  }
  const evaluated = (cases, asRule) => visit.page.evaluate(async ([all, rule]) => {
    const { evaluate } = await import(new URL("certlogic.js", document.querySelector("script[type=module]").src).href);
    return all.map(({ logic, data }) => {
      try {
        const value = evaluate(logic, data);
        return rule ? value === true : value;
      } catch (fault) {
        return rule ? false : fault.message;
      }
    });
  }, [cases, asRule]);
  for (const [cases, asRule] of [[suites, false], [rules, true]]) {
    const found = await evaluated(cases, asRule);
    cases.forEach(({ name, expected }, place) => assert.deepEqual(found[place], expected, name));
  }
  assert.ok(suites.length > 100 && rules.length > 200, `${suites.length} and ${rules.length} cases`);
  await visit.context.close();
});

const code = (name) => vectors.vectors.find((vector) => vector.name === name).text;

/** Pastes a code, asked about a time and perhaps a country. */
async function paste(page, text, { moment = "2026-11-22T08:00", country = "" } = {}) {
  await page.locator("#text").fill(text);
  await page.locator("#at").fill(moment);
  await page.locator("#country").selectOption(country);
  await page.locator("#checker .actions button").click();
  await page.locator("#result[data-reason]").waitFor();
}

const shown = (page, name) => page.locator(`#result [data-slot=${name}]`).innerText();

test("after one visit everything works without a network, and nothing that was scanned stays", async () => {
  const visit = await at();
  const { page, context } = visit;
  await kept(page);
  await context.setOffline(true);
  await page.goto(`${server.address}/checker`);
  await ready(page);
  await page.goto(`${server.address}/checker/en`);
  await ready(page);
  assert.match(await page.locator("#lists").innerText(), /as of/);
  await paste(page, code("right-ps256"), { country: "VN" });
  assert.equal(await shown(page, "word"), "VALID");
  assert.equal(await shown(page, "name"), "Nguyễn Bảo Duy");
  assert.equal(await shown(page, "born"), "12/05/1987");
  await page.locator("#next").click();
  assert.equal(await page.locator("#result").isVisible(), false);
  await paste(page, `\ufeff ${code("right-ps256")}\u00a0 \n`);
  assert.equal(await shown(page, "word"), "VALID", "what comes along with a pasted code");
  await page.locator("#next").click();
  await paste(page, code("signature-flipped"));
  assert.equal(await shown(page, "word"), "NOT VALID");
  assert.equal(await page.locator("#result").getAttribute("data-proven"), "false");
  await page.goto(`${server.address}/checker/vi`);
  await ready(page);
  await paste(page, code("signature-of-a-stranger"));
  assert.equal(await shown(page, "word"), "CHƯA XÁC MINH");
  const everything = await page.evaluate(async () => {
    const texts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) texts.push(request.url, await (await cache.match(request)).text());
    }
    texts.push(JSON.stringify(await indexedDB.databases()));
    return texts.join("\n");
  });
  for (const secret of ["Bảo Duy", "BAO<DUY", code("right-ps256").slice(0, 60), code("signature-flipped").slice(-60)]) {
    assert.ok(!everything.includes(secret), `${secret.slice(0, 12)} is kept nowhere`);
  }
  assert.match(everything, /"made_at"/, "the lists are kept");
  await page.locator("#next").click();
  assert.ok(!(await page.content()).includes("Bảo Duy"), "nor on the page, once the next person is called");
  await context.setOffline(false);
  visit.faults.splice(0, visit.faults.length, ...visit.faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED/.test(fault)));
  clean(visit);
  await context.close();
});

test("lists of a day warn, lists of more than a week accept nothing", async () => {
  const visit = await at();
  const { page } = visit;
  for (const [hours, age, word] of [[30, "old", "VALID"], [24 * 8, "too-old", "NOT VERIFIED"]]) {
    await page.route("**/checker/lists.json", async (route) => {
      const answer = await route.fetch();
      const lists = await answer.json();
      await route.fulfill({ response: answer, json: { ...lists, made_at: new Date(Date.now() - hours * 3_600_000).toISOString() } });
    });
    await page.reload();
    await ready(page);
    assert.equal(await page.locator("#lists").getAttribute("data-age"), age);
    await paste(page, code("right-es256"));
    assert.equal(await shown(page, "word"), word);
    await page.unroute("**/checker/lists.json");
  }
  await visit.context.close();
});

test("a picture of a code is read from a file", async () => {
  const visit = await at();
  const { page } = visit;
  for (const [picture, name] of [["VN__1.3.0__VAC_VN.png", "Nguyễn Bảo Duy"], ["AD__1.0.0__REC_xx60F.png", "TORRES GARCIA MARIA CELESTE"]]) {
    await page.locator("#picture").setInputFiles(join(fixtures, "dcc/qa-png", picture));
    await page.locator("#result[data-reason]").waitFor();
    assert.equal(await shown(page, "name"), name);
    await page.locator("#next").click();
  }
  await page.locator("#picture").setInputFiles({ name: "white.png", mimeType: "image/png", buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 30, height: 30 } }) });
  await page.locator("#said:not(:empty)").waitFor();
  clean(visit);
  await visit.context.close();
});

test("a browser without scripts is answered by the server", async () => {
  const visit = await visitor(site.browser, { viewport: PHONE, javaScriptEnabled: false, site: server.address });
  const { page } = visit;
  await page.goto(`${server.address}/checker`);
  assert.equal(await page.locator("#scan").isVisible(), false);
  assert.equal(await page.locator("#without").isVisible(), true);
  await page.locator("#text").fill(code("right-es256"));
  await page.locator("#at").fill("2026-11-22T15:00");
  await page.locator("#checker .actions button").click();
  assert.equal(await shown(page, "word"), "HỢP LỆ");
  assert.equal(await shown(page, "name"), "Nguyễn Bảo Duy");
  assert.equal(await page.locator("#text").inputValue(), "");
  await visit.context.close();
});

test("the page can be installed", async () => {
  const visit = await at();
  const { page, context } = visit;
  await kept(page);
  const cdp = await context.newCDPSession(page);
  const { errors, data } = await cdp.send("Page.getAppManifest");
  assert.deepEqual(errors, []);
  assert.equal(JSON.parse(data).display, "standalone");
  const { installabilityErrors } = await cdp.send("Page.getInstallabilityErrors");
  // A context of a test counts as a private window.
  assert.deepEqual(installabilityErrors.map((it) => it.errorId).filter((id) => id !== "in-incognito"), []);
  await context.close();
});

for (const [width, viewport] of [["phone", PHONE], ["desk", DESK]]) {
  for (const language of ["vi", "en"]) {
    test(`it is there for everybody: ${width}, ${language}`, async () => {
      const visit = await at(`/checker/${language}`, { viewport });
      const { page } = visit;
      const looks = async (what) => {
        assert.deepEqual(await violations(page), [], what);
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(sideways <= 0, `${what} scrolls sideways by ${sideways} px`);
      };
      await looks("the question");
      for (const [name, asked] of [["right-es256", {}], ["signature-of-a-stranger", {}], ["rules-failed-incomplete", { country: "VN" }]]) {
        await paste(page, code(name), asked);
        await looks(name);
        assert.equal(await page.evaluate(() => document.activeElement.dataset.slot), "word", "the result is heard first");
        await page.locator("#next").click();
      }
      clean(visit);
      await visit.context.close();
    });
  }
}
