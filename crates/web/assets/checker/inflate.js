// DEFLATE with a bound on what comes out: a few hundred bytes can announce gigabytes.
import { joined } from "./bytes.js";

/** The most bytes that a code may inflate to: twenty times the longest in the field. */
export const LIMIT = 64 * 1024;

/**
 * What a stream holds: `deflate` for zlib (RFC 1950), `deflate-raw` for bare DEFLATE (RFC 1951).
 * Gives `{ bytes }`, or `{ fault }`: "damaged" or "too-long". No more than the limit is ever kept.
 */
export async function inflate(bytes, form = "deflate", limit = LIMIT) {
  const stream = new DecompressionStream(form);
  const writer = stream.writable.getWriter();
  // What is wrong with the stream is told by the side that reads.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  const reader = stream.readable.getReader();
  const pieces = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return { bytes: joined(...pieces) };
      length += value.length;
      if (length > limit) {
        await reader.cancel().catch(() => {});
        return { fault: "too-long" };
      }
      pieces.push(value);
    }
  } catch {
    return { fault: "damaged" };
  }
}
