// Base45 (RFC 9285): the characters of a QR code's alphanumeric mode to bytes.
import { refuse } from "./fault.js";

const PLACES = new Int8Array(256).fill(-1);
Array.from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:").forEach((letter, place) => {
  PLACES[letter.charCodeAt(0)] = place;
});

/** The bytes of a text. */
export function decode(text) {
  const letters = new TextEncoder().encode(text);
  const rest = letters.length % 3;
  const out = new Uint8Array(Math.floor(letters.length / 3) * 2 + (rest === 2 ? 1 : 0));
  let at = 0;
  for (let from = 0; from + 1 < letters.length; from += 3) {
    const group = letters.subarray(from, from + 3);
    let number = 0;
    for (let place = group.length - 1; place >= 0; place -= 1) {
      const digit = PLACES[group[place]];
      if (digit < 0) refuse("base45-character");
      number = number * 45 + digit;
    }
    if (number > (group.length === 3 ? 0xffff : 0xff)) refuse("base45-range");
    if (group.length === 3) out[at++] = number >> 8;
    out[at++] = number & 0xff;
  }
  if (rest === 1) refuse("base45-length");
  return out;
}
