// The claims of a certificate (CWT, RFC 8392; hcert specification, section 3.3).
import * as cbor from "./cbor.js";
import { refuse } from "./fault.js";

const ISS = 1;
const EXP = 4;
const NBF = 5;
const IAT = 6;
const HCERT = -260;
const TAG_CWT = 61;
const TAG_SECONDS = 1;

/** Reads the content of a signed message. The moment is not asked for here. */
export function read(bytes) {
  let value = cbor.read(bytes);
  if (value.kind === "tag" && value.tag === TAG_CWT) value = value.value;
  if (value.kind !== "map") refuse("cwt-structure");
  const issuer = cbor.get(value, ISS);
  if (issuer && issuer.kind !== "text" && issuer.kind !== "null") refuse("cwt-issuer");
  const issuedAt = time(cbor.get(value, IAT));
  const expiresAt = time(cbor.get(value, EXP));
  const notBefore = time(cbor.get(value, NBF));
  const hcert = cbor.get(value, HCERT);
  if (hcert?.kind !== "map") refuse("cwt-no-hcert");
  return { issuer: issuer?.kind === "text" ? issuer.value : null, issuedAt, expiresAt, notBefore, hcert };
}

/** Seconds since 1970, as they were written; null where there are none. */
function time(node) {
  if (node === undefined) return null;
  const inner = node.kind === "tag" && node.tag === TAG_SECONDS ? node.value : node;
  if (inner.kind !== "integer" && inner.kind !== "float") refuse("cwt-time");
  const seconds = Number(inner.value);
  // The whole calendar; NaN is in no range.
  if (!(seconds >= -377_705_023_201 && seconds <= 253_402_207_200)) refuse("cwt-time");
  return seconds;
}

/** Whether the certificate holds at a moment (milliseconds), both ends included. */
export function checkTime(claims, at) {
  const now = at / 1000;
  if (claims.expiresAt === null) refuse("cwt-no-expiry");
  if ([claims.issuedAt, claims.notBefore].some((begin) => begin !== null && now < begin)) refuse("not-yet-valid");
  if (now > claims.expiresAt) refuse("expired");
}

/** The claims as the command line reports them. */
export function report(claims) {
  return { iss: claims?.issuer ?? null, iat: claims?.issuedAt ?? null, exp: claims?.expiresAt ?? null };
}
