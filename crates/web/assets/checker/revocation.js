// Whether a code is revoked, from slices of shortened hashes: nobody is asked about one certificate.
import { joined, toHex } from "./bytes.js";
import { refuse } from "./fault.js";

const UTF8 = new TextEncoder();
const HEADER = 11;

/** Reads a slice in the form of the EU's distribution, version 1: a set of hexadecimal heads. */
export function readSlice(kind, bytes) {
  if (kind !== "VARHASHLIST") refuse("slice-version");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER || view.getUint16(0) !== 1) refuse("slice-version");
  const [count, size] = [view.getUint32(6), view.getUint8(10)];
  // One byte would name everybody.
  if (size < 2 || size > 16 || count * size !== bytes.length - HEADER) refuse("slice-form");
  const heads = new Set();
  for (let at = HEADER; at < bytes.length; at += size) heads.add(toHex(bytes.subarray(at, at + size)));
  return { size, heads };
}

/** The hashes under which a code could be revoked, in hexadecimal, of 128 bits each: `issuers` are all that name its country. */
async function hashes({ issuers, uci, algorithm, signature }) {
  // Of r and s only r: (r, −s) is a valid signature as well, and whoever has one can make the other.
  const signed = algorithm === -7 ? signature.subarray(0, Math.floor(signature.length / 2)) : signature;
  const own = UTF8.encode(uci);
  const texts = { UCI: [own], COUNTRYCODEUCI: issuers.map((issuer) => joined(UTF8.encode(issuer), own)), SIGNATURE: [signed] };
  const found = {};
  for (const [type, each] of Object.entries(texts)) {
    found[type] = await Promise.all(each.map(async (bytes) => toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).subarray(0, 16))));
  }
  return found;
}

/**
 * What the lists say about a code at a moment: "not-revoked", "revoked", or "unknown" where a slice
 * that would have to be asked is not there. `slices` are those that are there, by their SHA-256.
 */
export async function check({ index, slices }, subject, at) {
  const own = await hashes(subject);
  let answer = "not-revoked";
  for (const list of index.lists) {
    if (!subject.countries.includes(list.country)) continue;
    if (list.kid !== "UNKNOWN_KID" && !subject.kids.includes(list.kid)) continue;
    for (const hash of list.hashTypes.flatMap((type) => own[type])) {
      const said = askList(list, hash, slices, at);
      if (said === "revoked") return said;
      if (said === "unknown") answer = said;
    }
  }
  return answer;
}

const DEPTHS = { POINT: 0, VECTOR: 1, COORDINATE: 2 };

function askList(list, hash, slices, at) {
  let answer = "not-revoked";
  for (const slice of list.slices) {
    if (slice.path !== hash.slice(0, 2 * DEPTHS[list.mode]) || Date.parse(slice.expires) <= at) continue;
    const there = slices.get(slice.sha256);
    if (!there) answer = "unknown";
    else if (there.heads.has(hash.slice(0, 2 * there.size))) return "revoked";
  }
  return answer;
}
