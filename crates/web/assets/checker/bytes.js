// Bytes as text and back.

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Bytes as hexadecimal. */
export const toHex = (bytes) => Array.from(bytes, (byte) => HEX[byte]).join("");

/** The bytes of hexadecimal digits. */
export const fromHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** Bytes as Base64. */
export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** The bytes of Base64, in either alphabet, with or without padding; null for anything else. */
export function fromBase64(text) {
  try {
    const letters = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Bytes as Base64 for addresses, without padding. */
export const toBase64Url = (bytes) => toBase64(bytes).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

/** Several pieces in a row. */
export function joined(...pieces) {
  const out = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

/** Whether two pieces are equal. For what everybody may know only: it stops at the first difference. */
export const same = (one, other) => one.length === other.length && one.every((byte, place) => byte === other[place]);
