// Verifies passports of Khiên with `cose-kit`, `cbor-x` and `base45`, which know nothing of Khiên.
//
//     node verify.mjs CASES.json
//
// CASES.json is what `cargo run --example peers` of the crate `certificate` prints.

import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { isDeepStrictEqual } from 'node:util';
import base45 from 'base45';
import { Decoder } from 'cbor-x';
import { coseVerify } from 'cose-kit';

const HCERT = -260;
const EU_DCC = 1;
/** The content as maps, since keys of claims are numbers. */
const claims = new Decoder({ mapsAsObjects: false });

const plain = (value) => {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, inside]) => [String(key), plain(inside)]));
  }
  return Array.isArray(value) ? value.map(plain) : value;
};

const keyOf = (one) =>
  createPublicKey({ key: Buffer.from(one.spki, 'base64'), format: 'der', type: 'spki' });

const verified = async (message, one) => {
  try {
    return (await coseVerify(message, keyOf(one))).isValid === true;
  } catch {
    return false;
  }
};

/** The same with one bit of the payload, and with one bit of the signature, turned. */
const changed = (message) =>
  [message.length >> 1, message.length - 1].map((at) => {
    const other = Uint8Array.from(message);
    other[at] ^= 1;
    return other;
  });

/** What is wrong with a case, if anything. */
const fault = async (one) => {
  if (!one.text.startsWith('HC1:')) return 'prefix';
  const message = Uint8Array.from(inflateSync(base45.decode(one.text.slice(4))));
  if (!(await verified(message, one))) return 'signature';
  const sign1 = claims.decode(message);
  const content = claims.decode(sign1.payload ?? sign1.value[2]);
  const told = [content.get(1), Number(content.get(6)), Number(content.get(4))];
  if (!isDeepStrictEqual(told, [one.issuer, one.issued_at, one.expires_at])) return 'claims';
  if (!isDeepStrictEqual(plain(content.get(HCERT).get(EU_DCC)), one.payload)) return 'payload';
  for (const other of changed(message)) {
    if (await verified(other, one)) return 'a changed byte was accepted';
  }
  return undefined;
};

const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));
let failed = 0;
for (const one of cases) {
  const wrong = await fault(one).catch((error) => String(error));
  failed += wrong === undefined ? 0 : 1;
  console.log(`cose-kit (Node): ${one.name}: ${wrong ?? 'ok'}`);
}
console.log(`${cases.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 && cases.length > 0 ? 0 : 1;
