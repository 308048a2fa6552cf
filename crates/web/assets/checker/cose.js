// COSE messages with one signature (RFC 9052), and keys to verify them with.
import * as cbor from "./cbor.js";
import { fromBase64, joined, toBase64Url, toHex } from "./bytes.js";
import { Fault, refuse } from "./fault.js";

const ES256 = -7;
const PS256 = -37;
const ALG = 1;
const CRIT = 2;
const KID = 4;
const UTF8 = new TextEncoder();

/** Bytes of r and s on P-256, of the same on P-384, and of the shortest RSA signature. */
const EC_SIGNATURE = 64;
const EC_SIGNATURE_P384 = 96;
const RSA_SHORTEST = 256;

/** Reads a message: untagged, tagged 18, or 61 and 18. Nothing in it is proven. */
export function read(bytes) {
  let value = cbor.read(bytes);
  for (let tags = 0; value.kind === "tag"; tags += 1) {
    if ((value.tag !== 18 && value.tag !== 61) || tags === 2) refuse("cose-tag");
    value = value.value;
  }
  if (value.kind !== "array" || value.value.length !== 4) refuse("cose-structure");
  const [protect, unprotected, payload, signature] = value.value;
  if (protect.kind !== "bytes" || unprotected.kind !== "map" || signature.kind !== "bytes") refuse("cose-structure");
  if (payload.kind === "null") refuse("cose-detached");
  if (payload.kind !== "bytes") refuse("cose-structure");
  const headers = protectedHeaders(protect.value);
  if (cbor.get(headers, CRIT)) refuse("cose-critical");
  const header = (number) => cbor.get(headers, number) ?? cbor.get(unprotected, number);
  const algorithm = header(ALG);
  return {
    algorithm: algorithm?.kind === "integer" ? algorithm.value : null,
    kid: nameOfKey(header(KID)),
    protected: protect.value,
    payload: payload.value,
    signature: signature.value,
  };
}

/** The protected headers: a map within a byte string, or nothing. */
function protectedHeaders(bytes) {
  if (bytes.length === 0) return { kind: "map", value: [] };
  const headers = cbor.read(bytes);
  return headers.kind === "map" ? headers : refuse("cose-structure");
}

/** A kid is a byte string; some issuers write a text. */
function nameOfKey(node) {
  if (node?.kind === "bytes") return node.value;
  return node?.kind === "text" ? UTF8.encode(node.value) : null;
}

/** Algorithm and key name as the command line reports them. */
export function headers(message) {
  const algorithm = message.algorithm === null ? null : Number(message.algorithm);
  return { alg: algorithm, kid: message.kid && toHex(message.kid) };
}

/** The bytes that the signature covers (section 4.4). */
function signedBytes({ protected: headers, payload }) {
  return joined([0x84, 0x6a], UTF8.encode("Signature1"), lengthOf(headers), headers, [0x40], lengthOf(payload), payload);
}

function lengthOf({ length }) {
  if (length < 24) return [0x40 + length];
  if (length < 0x100) return [0x58, length];
  return [0x59, length >> 8, length & 0xff];
}

/** What the headers of an EU certificate must name: an allowed algorithm, and a key of eight bytes. */
export function checkHeaders(message) {
  checkAlgorithm(message);
  if (!message.kid) refuse("cose-no-kid");
  if (message.kid.length !== 8) refuse("cose-kid-length");
}

/** Whether a signer signs what names this country as its issuer. Nobody says of which country some are. */
const speaksFor = (signer, country) => !country || !signer.country || signer.country === country;

/**
 * Checks a message with the keys of its name: names collide, so one that does not fit proves nothing.
 * Gives the signer, who has to be of the country that the message names, if it names one. The reason is
 * the one that is nearest to success.
 */
export async function verify(message, signers, country = null) {
  const name = toHex(message.kid ?? refuse("cose-no-kid"));
  const named = signers.filter(({ kid }) => kid === name);
  const [own, others] = [true, false].map((is) => named.filter((it) => speaksFor(it, country) === is));
  const signer = await verifyAny(message, [...own, ...others]);
  return speaksFor(signer, country) ? signer : refuse("key-country");
}

async function verifyAny(message, signers) {
  checkAlgorithm(message);
  checkForm(message.algorithm, message.signature);
  const bytes = signedBytes(message);
  let nearest = "key-unknown";
  for (const signer of signers) {
    try {
      await verifyWith(signer, message, bytes);
      return signer;
    } catch (fault) {
      if (!(fault instanceof Fault)) throw fault;
      if (nearness(fault.code) >= nearness(nearest)) nearest = fault.code;
    }
  }
  return refuse(nearest);
}

function checkAlgorithm({ algorithm }) {
  if (algorithm === null) refuse("cose-no-algorithm");
  if (algorithm !== ES256 && algorithm !== PS256) refuse("cose-algorithm");
}

const nearness = (code) => ({ "key-unknown": 0, "key-algorithm": 1, "signature-wrong": 3 })[code] ?? 2;

/** Whether a signature can be one of its algorithm, whoever's key it is. */
function checkForm(algorithm, signature) {
  if (algorithm === ES256 && signature.length === EC_SIGNATURE_P384) return;
  checkLength(algorithm, algorithm === ES256 ? EC_SIGNATURE : Math.max(signature.length, RSA_SHORTEST), signature);
}

function checkLength(algorithm, right, signature) {
  if (signature.length === right) return;
  if (algorithm === ES256 && isDer(signature)) refuse("signature-der");
  refuse(signature.length > right ? "signature-too-long" : "signature-too-short");
}

/** Whether it is a DER sequence of two integers, the form of X.509 and TLS. */
function isDer(signature) {
  const afterInteger = (bytes) => (bytes?.[0] === 2 && bytes.length >= 2 + bytes[1] ? bytes.subarray(2 + bytes[1]) : null);
  if (signature[0] !== 0x30 || signature[1] !== signature.length - 2) return false;
  return afterInteger(afterInteger(signature.subarray(2)))?.length === 0;
}

async function verifyWith(signer, { algorithm, signature }, bytes) {
  const rsa = signer.kind === "RSA";
  if ((algorithm === PS256) !== rsa) refuse("key-algorithm");
  const length = rsa ? Math.ceil(signer.bits / 8) : signer.kind === "P-384" ? EC_SIGNATURE_P384 : EC_SIGNATURE;
  checkLength(algorithm, length, signature);
  const key = await imported(signer);
  const how = rsa ? { name: "RSA-PSS", saltLength: 32 } : { name: "ECDSA", hash: "SHA-256" };
  if (!(await crypto.subtle.verify(how, key, signature, bytes))) refuse("signature-wrong");
}

const imports = new WeakMap();

/** The key of a signer for WebCrypto, made once. */
function imported(signer) {
  if (!imports.has(signer)) imports.set(signer, importKey(signer));
  return imports.get(signer);
}

async function importKey({ kind, key }) {
  const bytes = fromBase64(key) ?? refuse("key-kind");
  try {
    if (kind !== "RSA") {
      return await crypto.subtle.importKey("raw", bytes, { name: "ECDSA", namedCurve: kind }, false, ["verify"]);
    }
    const jwk = { kty: "RSA", ...rsaNumbers(bytes) };
    return await crypto.subtle.importKey("jwk", jwk, { name: "RSA-PSS", hash: "SHA-256" }, false, ["verify"]);
  } catch (error) {
    // A browser may know fewer kinds of keys than the server that listed this one.
    throw error instanceof Fault ? error : new Fault("key-kind");
  }
}

/** Modulus and exponent of an RSAPublicKey (RFC 8017, A.1.1). */
function rsaNumbers(der) {
  let at = 0;
  const header = (tag) => {
    if (der[at] !== tag) refuse("key-kind");
    let length = der[at + 1];
    at += 2;
    if (length & 0x80) {
      const more = length & 0x7f;
      length = der.subarray(at, at + more).reduce((sum, byte) => sum * 256 + byte, 0);
      at += more;
    }
    return length;
  };
  const integer = () => {
    const length = header(2);
    const bytes = der.subarray(at, at + length);
    at += length;
    const digits = bytes[0] === 0 ? bytes.subarray(1) : bytes;
    return toBase64Url(digits);
  };
  header(0x30);
  const n = integer();
  return { n, e: integer() };
}
