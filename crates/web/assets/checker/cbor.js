// CBOR (RFC 8949) to a tree, as strictly as the command line reads it: bounded depth, no key twice,
// nothing after the value. A node is `{ kind, value }`; a map's value is a list of pairs.
import { toBase64Url } from "./bytes.js";
import { refuse } from "./fault.js";

/** How deep arrays, maps and tags may be nested. A health certificate needs six. */
const DEEPEST = 24;
const TAG_SECONDS = 1;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads exactly one value. */
export function read(bytes) {
  const reader = new Reader(bytes);
  const value = reader.value(0);
  if (reader.at !== bytes.length) refuse("cbor-trailing");
  return value;
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  value(depth) {
    const head = this.head();
    if (head.major >= 4 && head.major <= 6 && depth >= DEEPEST) refuse("cbor-depth");
    switch (head.major) {
      case 0: return { kind: "integer", value: head.number };
      case 1: return { kind: "integer", value: negative(head.number) };
      case 2: return { kind: "bytes", value: this.string(head) };
      case 3: return { kind: "text", value: this.text(head) };
      case 4: return { kind: "array", value: this.items(head, () => this.value(depth + 1)) };
      case 5: return this.map(head, depth + 1);
      case 6: return { kind: "tag", tag: head.number, value: this.value(depth + 1) };
      default: return this.simple(head);
    }
  }

  head() {
    const first = this.take(1)[0];
    const head = { major: first >> 5, low: first & 31, number: first & 31, open: false };
    if (head.low >= 24 && head.low <= 27) {
      const size = 1 << (head.low - 24);
      const from = this.at;
      this.take(size);
      head.from = from;
      head.number = this.number(from, size);
    } else if (head.low === 31 && head.major >= 2 && head.major <= 5) {
      // An open length has no meaning for numbers and tags; a lone end is no value.
      head.open = true;
    } else if (head.low > 27) {
      refuse("cbor-reserved");
    }
    return head;
  }

  number(from, size) {
    if (size === 1) return this.view.getUint8(from);
    if (size === 2) return this.view.getUint16(from);
    if (size === 4) return this.view.getUint32(from);
    const wide = this.view.getBigUint64(from);
    return wide <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(wide) : wide;
  }

  take(length) {
    if (length > this.bytes.length - this.at) refuse("cbor-truncated");
    const slice = this.bytes.subarray(this.at, this.at + Number(length));
    this.at += Number(length);
    return slice;
  }

  ended() {
    if (this.at >= this.bytes.length) refuse("cbor-truncated");
    if (this.bytes[this.at] !== 0xff) return false;
    this.at += 1;
    return true;
  }

  /** A string, whole or in pieces of the same kind, each of its own length. */
  pieces(head) {
    if (!head.open) return [this.take(head.number)];
    const all = [];
    while (!this.ended()) {
      const piece = this.head();
      if (piece.major !== head.major || piece.open) refuse("cbor-piece");
      all.push(this.take(piece.number));
    }
    return all;
  }

  string(head) {
    const pieces = this.pieces(head);
    return pieces.length === 1 ? pieces[0].slice() : Uint8Array.from(pieces.flatMap((piece) => [...piece]));
  }

  text(head) {
    if (!head.open) return utf8(this.take(head.number));
    let all = "";
    while (!this.ended()) {
      const piece = this.head();
      if (piece.major !== head.major || piece.open) refuse("cbor-piece");
      all += utf8(this.take(piece.number));
    }
    return all;
  }

  items(head, one) {
    // Every item takes a byte at least.
    if (!head.open && head.number > this.bytes.length - this.at) refuse("cbor-truncated");
    const items = [];
    while (head.open ? !this.ended() : items.length < head.number) items.push(one());
    return items;
  }

  map(head, depth) {
    const entries = this.items(head, () => [this.value(depth), this.value(depth)]);
    const names = new Set(entries.map(([key]) => identity(key)));
    if (names.size !== entries.length) refuse("cbor-duplicate-key");
    return { kind: "map", value: entries };
  }

  simple({ low, number, from }) {
    if (low === 25) return { kind: "float", value: half(number) };
    if (low === 26) return { kind: "float", value: this.view.getFloat32(from) };
    if (low === 27) return { kind: "float", value: this.view.getFloat64(from) };
    if (low === 24 && number < 32) refuse("cbor-reserved");
    if (low <= 23) {
      if (number === 20 || number === 21) return { kind: "boolean", value: number === 21 };
      if (number === 22) return { kind: "null", value: null };
      if (number === 23) return { kind: "undefined", value: null };
    }
    return { kind: "simple", value: number };
  }
}

function utf8(bytes) {
  try {
    return UTF8.decode(bytes);
  } catch {
    return refuse("cbor-text");
  }
}

const negative = (number) => (typeof number === "bigint" || number === Number.MAX_SAFE_INTEGER ? -1n - BigInt(number) : -1 - number);

/** A float of sixteen bits (appendix D). */
function half(bits) {
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  let size = (fraction + 1024) * 2 ** (exponent - 25);
  if (exponent === 0) size = fraction * 2 ** -24;
  if (exponent === 31) size = fraction === 0 ? Infinity : NaN;
  return bits & 0x8000 ? -size : size;
}

/** A text that two values share only where they are equal. */
function identity({ kind, value, tag }) {
  switch (kind) {
    case "array": return `[${value.map(identity)}]`;
    case "map": return `{${value.map((pair) => pair.map(identity))}}`;
    case "tag": return `${tag}(${identity(value)})`;
    default: return `${kind}:${JSON.stringify(kind === "bytes" ? [...value] : String(value))}`;
  }
}

/** What a map holds under an integer or a text; undefined where it is no map or has no such key. */
export function get(node, key) {
  if (node?.kind !== "map") return undefined;
  const kind = typeof key === "string" ? "text" : "integer";
  return node.value.find(([name]) => name.kind === kind && name.value === key)?.[1];
}

/** The value within all tags. */
export function untagged(node) {
  let inner = node;
  while (inner?.kind === "tag") inner = inner.value;
  return inner;
}

/**
 * The JSON of the same meaning, as rules read it: tags fall away, seconds (tag 1) become the text of
 * their moment, byte strings become base64url, what JSON lacks becomes null.
 */
export function toJson(node) {
  switch (node.kind) {
    case "integer": return Number(node.value);
    case "float": return Number.isFinite(node.value) ? node.value : null;
    case "bytes": return toBase64Url(node.value);
    case "text": case "boolean": return node.value;
    case "array": return node.value.map(toJson);
    case "map": {
      const object = Object.create(null);
      for (const [key, value] of node.value) object[name(key)] = toJson(value);
      // Readers of JSON and of CBOR would see two certificates.
      if (Object.keys(object).length !== node.value.length) refuse("cbor-duplicate-key");
      return object;
    }
    case "tag": return (node.tag === TAG_SECONDS && moment(node.value)) || toJson(node.value);
    default: return null;
  }
}

function name(key) {
  if (key.kind === "text") return key.value;
  const json = toJson(key);
  return typeof json === "string" ? json : JSON.stringify(json);
}

function moment(node) {
  if (node.kind !== "integer") return null;
  const date = new Date(Number(node.value) * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString().replace(".000Z", "Z");
}
