// One code: what it says, and whether it is accepted. The order of the questions and the reason codes
// are those of `khien qr check`; the same vectors run through both.
import * as base45 from "./base45.js";
import * as cbor from "./cbor.js";
import * as cose from "./cose.js";
import * as cwt from "./cwt.js";
import * as dcc from "./dcc.js";
import * as revocation from "./revocation.js";
import * as rules from "./rules.js";
import * as shc from "./shc.js";
import * as who from "./who.js";
import { fromHex, toBase64 } from "./bytes.js";
import { Fault, refuse } from "./fault.js";
import { inflate } from "./inflate.js";

/** The most alphanumeric characters that a QR code holds. */
const LONGEST = 4296;
const EU_DCC = 1;
/** How far the clocks of two machines that are looked after may differ. */
const TOLERANCE = 3_600_000;
const KINDS = { vaccination: "Vaccination", test: "Test", recovery: "Recovery" };

/** The family of a text by how it begins; null for anything else. */
export function familyOf(text) {
  const start = text.trimStart();
  if (start.startsWith("HC1:")) return "hcert";
  if (start.startsWith("shc:/")) return "shc";
  if (start.startsWith("PK\x03\x04") || start.startsWith("B64:UEsD")) return "divoc";
  return start.startsWith("{") ? "vds" : null;
}

/**
 * Checks a code.
 *
 * `lists`: `signers`, `cards`, `cardRevocations`, `revocation` ({ index, slices } or null), `rules`,
 * `valueSets`;
 * `question`: `at` (milliseconds), `clock` (what the clock says, where it may be doubted: not where a
 * time was asked for by hand) and `country` (or null for no rules). The answer has the fields of
 * `khien qr check --json`, and `person` for display.
 */
export async function check(text, lists, question) {
  const family = familyOf(text);
  const answer = {
    family, payload: null, headers: null, claims: null, verified: null, reason: null, rules: null, person: null,
  };
  try {
    if (family === "hcert") await hcert(text, lists, question, answer);
    else if (family === "shc") await card(text.trim(), lists, question, answer);
    else refuse(family === null ? "family-unknown" : `${family}-not-verifiable`);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    answer.reason = fault.code;
  }
  return answer;
}

async function hcert(text, lists, question, answer) {
  const message = cose.read(await unpacked(text));
  let claims;
  try {
    claims = cwt.read(message.payload);
  } catch (fault) {
    return bare(message, lists, question, answer, fault);
  }
  answer.headers = cose.headers(message);
  answer.claims = cwt.report(claims);
  const value = cbor.get(claims.hcert, EU_DCC);
  if (!value) {
    const form = [who.DDCC_VS, who.ICVP].find((number) => cbor.get(claims.hcert, number)) ?? refuse("hcert-no-content");
    return ofTheWho({ message, claims, form, content: cbor.get(claims.hcert, form) }, lists, question, answer);
  }
  answer.payload = cbor.toJson(value);
  answer.person = personOf(value);
  const signer = await signed(answer, () => {
    cose.checkHeaders(message);
    return cose.verify(message, lists.signers, countryOf(claims));
  });
  checkSigner(signer, claims, lists, question);
  await checkRevocation(lists.revocation, subjectOf(message, claims, signer, lists, value), question.at);
  cwt.checkTime(claims, question.at);
  const { usage } = dcc.group(value);
  if (!signer.usages.includes(usage)) refuse("key-usage");
  dcc.checkSchema(value);
  dcc.checkRecovery(value, question.at);
  if (question.country) ruled({ message, claims, usage, signer }, lists, question, answer);
  return answer;
}

/** Text to the bytes of the signed message, in bounded steps. */
async function unpacked(text) {
  // Line ends are left by pasting; blanks are characters of base45.
  const line = text.replace(/^[\r\n\t]+|[\r\n\t]+$/g, "");
  if (!line.startsWith("HC1:")) refuse("hc1-prefix");
  if (new TextEncoder().encode(line).length > LONGEST) refuse("hc1-too-long");
  const { bytes, fault } = await inflate(base45.decode(line.slice(4)));
  return fault ? refuse(`zlib-${fault}`) : bytes;
}

/** Keeps whether the signature fits. */
async function signed(answer, verified) {
  answer.verified = false;
  const signer = await verified();
  answer.verified = true;
  return signer;
}

/** The country that the claims name as their issuer; null where they name something else, as some do. */
const countryOf = (claims) => (/^[A-Z]{2}$/.test(claims?.issuer ?? "") ? claims.issuer : null);

const sameKey = (signer, lists) => lists.signers.filter(({ key }) => key === signer.key);

/** Whose certificate it may be: the country that it names, or else all for which the key signs. */
function countriesOf(claims, signer, lists) {
  const named = countryOf(claims);
  return named ? [named] : [...new Set(sameKey(signer, lists).map(({ country }) => country).filter(Boolean))].sort();
}

/** What the certificate of the key and the clock say. */
function checkSigner(signer, claims, lists, question) {
  if (!signer.content) refuse("key-purpose");
  checkClock(claims?.issuedAt, lists, question);
  const issued = claims?.issuedAt ?? null;
  if (issued !== null && (issued * 1000 < Date.parse(signer.from) || issued * 1000 > Date.parse(signer.until))) refuse("key-period");
}

/** Whether something that was signed then, in seconds, or the newest list shows that the clock is wrong. */
function checkClock(issuedAt, lists, question) {
  const signed = [issuedAt, lists.revocation && Date.parse(lists.revocation.index.made) / 1000];
  const isBehind = (seconds) => Number.isFinite(seconds) && Math.trunc(seconds) * 1000 - question.clock > TOLERANCE;
  if (question.clock && signed.some(isBehind)) refuse("clock-wrong");
}

/** By what lists name an EU certificate; null where it cannot be read, which is refused afterwards. */
function subjectOf(message, claims, signer, lists, value) {
  try {
    const { entry } = dcc.group(value);
    if (cbor.get(value, "nam")?.kind !== "map") return null;
    return subject({ message, claims, signer, lists }, dcc.text(entry, "ci"), dcc.text(entry, "co"));
  } catch (fault) {
    if (fault instanceof Fault) return null;
    throw fault;
  }
}

/**
 * A code is looked up in the lists of the countries for which its key signs, whatever it says of itself,
 * and under every name of the key: the name in a code is not always signed.
 */
function subject({ message: { kid, algorithm, signature }, claims, signer, lists }, uci, elsewhere) {
  const listed = countriesOf(claims, signer, lists);
  const own = claims?.issuer ?? listed[0] ?? elsewhere;
  const kids = [toBase64(kid), ...sameKey(signer, lists).map((it) => toBase64(fromHex(it.kid)))];
  return { countries: listed.length > 0 ? listed : [own], issuers: [own, ...listed], uci, kids, algorithm, signature };
}

async function checkRevocation(lists, subject, at) {
  if (!lists || !subject) return;
  const said = await revocation.check(lists, subject, at);
  if (said === "revoked") refuse("revoked");
  // A list that is not there is never taken for "not revoked".
  if (said === "unknown") refuse("revocation-unknown");
}

/**
 * The rules, with those of whoever may have issued it: where a code names no country and its key signs for
 * several, none of them may have called it invalid.
 */
function ruled({ message, claims, usage, signer }, lists, question, answer) {
  const countries = countriesOf(claims, signer, lists);
  const issuers = countries.length > 0 ? countries : [claims.issuer ?? ""];
  for (const issuer of issuers) ruledFor(issuer, { message, claims, usage }, lists, question, answer);
}

function ruledFor(issuer, { message, claims, usage }, lists, question, answer) {
  const moment = (seconds) => Math.trunc(seconds ?? 0) * 1000;
  const presented = {
    payload: answer.payload,
    kind: KINDS[usage],
    issuer,
    kid: toBase64(message.kid),
    issued: moment(claims.issuedAt),
    expires: moment(claims.expiresAt),
  };
  const { results, verdict } = rules.check(lists.rules, presented, question, lists.valueSets);
  answer.rules = results.map(({ rule, outcome }) => ({ rule: rule.Identifier, outcome, description: rules.description(rule, question.language ?? "en") }));
  if (verdict !== "rules-passed") refuse(verdict);
}

/** The WHO's data set as its own samples have it, without claims around it; or the fault as the EU's. */
async function bare(message, lists, question, answer, fault) {
  let content = null;
  try {
    content = cbor.untagged(cbor.read(message.payload));
  } catch {
    throw fault;
  }
  if (cbor.get(content, -260) || !cbor.get(content, "name")) throw fault;
  answer.headers = cose.headers(message);
  return ofTheWho({ message, claims: null, form: who.DDCC_VS, content }, lists, question, answer);
}

async function ofTheWho({ message, claims, form, content }, lists, question, answer) {
  answer.claims = cwt.report(claims);
  answer.payload = cbor.toJson(content);
  const either = (...names) => names.map((name) => dcc.text(content, name)).find(Boolean) ?? "";
  answer.person = { name: either("name", "n"), letters: "", birthDate: either("birthDate", "dob") };
  const signer = await signed(answer, () => cose.verify(message, lists.signers, countryOf(claims)));
  checkSigner(signer, claims, lists, question);
  // These forms are named by their own identifier, else by their signature alone.
  const named = subject({ message, claims, signer, lists }, dcc.text(content, "hcid"), "");
  await checkRevocation(lists.revocation, named, question.at);
  // The data set alone names no time that is signed as a claim: that holds at no time.
  if (!claims) refuse("cwt-no-claims");
  cwt.checkTime(claims, question.at);
  if (!signer.usages.includes("vaccination")) refuse("key-usage");
  who.check(form, content, question.at);
  checkRuled(question);
}

/** Rules are written for no certificate of such a form: nobody can tell what the country of arrival asks of it. */
function checkRuled({ country }) {
  if (country) refuse("rules-none");
}

async function card(text, lists, question, answer) {
  const read = await shc.read(text);
  answer.headers = { alg: -7, kid: read.kid };
  const { card, person } = shc.contents(read);
  answer.payload = card;
  answer.claims = { iss: card.iss, iat: card.nbf, exp: card.exp ?? null };
  answer.person = person;
  await signed(answer, () => shc.check(read, card, lists.cards, question.at));
  shc.checkRevoked(read, card, lists.cards, lists.cardRevocations ?? []);
  checkClock(undefined, lists, question);
  checkRuled(question);
}

/** Name and birth date as the certificate has them: surname first. */
function personOf(value) {
  const name = cbor.get(value, "nam");
  const written = [dcc.text(name, "fn"), dcc.text(name, "gn")].filter(Boolean).join(" ");
  const letters = [dcc.text(name, "fnt"), dcc.text(name, "gnt")].filter(Boolean).join("<<");
  return { name: written || letters.replace(/</g, " "), letters, birthDate: dcc.text(value, "dob") };
}
