// SMART Health Cards 1.4: `shc:/` and digits, a JWS over bare DEFLATE, JSON inside.
import { fromBase64 } from "./bytes.js";
import { refuse } from "./fault.js";
import { inflate } from "./inflate.js";

const LONGEST_TEXT = 32 * 1024;
const LONGEST_PAYLOAD = 256 * 1024;
const HEALTH_CARD = "https://smarthealth.cards#health-card";
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads a card that came in one code. Nothing is verified. */
export async function read(text) {
  const jws = numeric(text);
  const parts = /^([^.]*)\.([^.]*)\.([^.]*)$/.exec(jws)?.slice(1) ?? refuse("shc-not-jws");
  const isUrl = (part) => /^[A-Za-z0-9_-]*$/.test(part);
  const [header, packed, signature] = parts.map((part) => (isUrl(part) && fromBase64(part)) || refuse("shc-not-jws"));
  const kid = readHeader(header);
  if (signature.length !== 64) refuse("shc-signature-form");
  const { bytes, fault } = await inflate(packed, "deflate-raw", LONGEST_PAYLOAD);
  if (fault) refuse(fault === "too-long" ? "shc-inflated-too-long" : "shc-inflate");
  return { kid, signature, payload: bytes, signed: jws.slice(0, jws.lastIndexOf(".")) };
}

function numeric(text) {
  if (text.length > LONGEST_TEXT) refuse("shc-too-long");
  if (text.trim() !== text) refuse("shc-trailing-characters");
  const digits = text.replace(/^shc:\//, "");
  // Pieces of a card are deprecated; this page reads one code at a time.
  if (digits.includes("/")) refuse("shc-chunks");
  if (digits === "" || digits.length % 2 !== 0 || !/^\d+$/.test(digits)) refuse("shc-digits");
  return digits.replace(/../g, (pair) => (Number(pair) <= 77 ? String.fromCharCode(Number(pair) + 45) : refuse("shc-digits")));
}

function readHeader(bytes) {
  const header = json(bytes, "shc-header");
  const field = (name) => (typeof header?.[name] === "string" ? header[name] : null);
  const algorithm = field("alg") ?? refuse("shc-header");
  const kid = field("kid") ?? refuse("shc-header");
  if (algorithm !== "ES256") refuse("shc-algorithm");
  if (field("zip") !== "DEF") refuse("shc-not-deflated");
  // Nothing that must be understood besides is known to cards.
  if (header.crit !== undefined) refuse("shc-critical");
  return kid;
}

function json(bytes, code) {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    return refuse(code);
  }
}

/** What a card says: issuer, times, and the person for display. */
export function contents({ payload }) {
  const card = json(payload, "shc-not-json");
  if (typeof card !== "object" || card === null || Array.isArray(card)) refuse("shc-not-json");
  if (typeof card.iss !== "string" || typeof card.nbf !== "number") refuse("shc-claim");
  if (!card.vc?.type?.includes?.(HEALTH_CARD)) refuse("shc-not-health-card");
  const entries = card.vc?.credentialSubject?.fhirBundle?.entry;
  const patient = (Array.isArray(entries) ? entries : []).map((entry) => entry?.resource).find((it) => it?.resourceType === "Patient");
  const name = patient?.name?.[0];
  return {
    card,
    person: patient ? {
      name: [name?.family, ...(Array.isArray(name?.given) ? name.given : [])].filter((part) => typeof part === "string").join(" "),
      birthDate: typeof patient.birthDate === "string" ? patient.birthDate : "",
    } : null,
  };
}

/** Checks signature and times against the keys of the issuer: `cards` is a list of `{ iss, keys }`. */
export async function check(read, card, cards, at) {
  const known = cards.filter((it) => it.iss === card.iss || it.iss === "*");
  if (known.length === 0) refuse("shc-unknown-issuer");
  const jwk = known.flatMap((it) => it.keys).find((key) => key.kid === read.kid) ?? refuse("shc-unknown-key");
  const { kty, crv, x, y } = jwk;
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", { kty, crv, x, y }, curve, false, ["verify"]);
  const bytes = new TextEncoder().encode(read.signed);
  if (!(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, read.signature, bytes))) refuse("shc-signature");
  if (at / 1000 < card.nbf) refuse("shc-not-yet-valid");
  if (typeof card.exp === "number" && at / 1000 >= card.exp) refuse("shc-expired");
}

/**
 * Refuses a card that the list of its key names, or whose list is older than the key announces, or is
 * announced and not there: it might name it. `lists` are as issuers publish them.
 */
export function checkRevoked(read, card, cards, lists) {
  const { rid } = card.vc;
  if (typeof rid !== "string") return;
  const keys = cards.filter((it) => it.iss === card.iss || it.iss === "*").flatMap((it) => it.keys);
  const announced = keys.find((key) => key.kid === read.kid)?.crlVersion;
  const list = lists.find((it) => it.kid === read.kid);
  if (!list) {
    if (announced !== undefined) refuse("revocation-unknown");
    return;
  }
  // With a time, an entry revokes the cards that became valid before it.
  const names = (entry) => {
    const [named, before] = entry.split(".");
    return named === rid && (before === undefined || card.nbf < Number(before));
  };
  if (list.rids.some(names)) refuse("shc-revoked");
  if (announced !== undefined && list.ctr < announced) refuse("crl-version");
}
