// What is checked against: signers, revoked hashes and rules, as the server publishes them, kept for
// where there is no network. Nothing of what was scanned is ever kept here.
import { toHex } from "./bytes.js";
import { readSlice } from "./revocation.js";

const ADDRESS = "/checker/lists.json";
const KEPT = "khien-checker-lists";
const HOUR = 3_600_000;

/** From this age on the page warns; beyond the second it accepts nothing any more. */
export const OLD = 24 * HOUR;
export const TOO_OLD = 7 * 24 * HOUR;
/** A clock that differs more from the server's is said to be wrong. */
const CLOCK_IS_WRONG = 10 * 60_000;

/**
 * The newest lists that can be had: from the server, else those that are kept; null where there are
 * neither. `fresh` says whether the server answered, `clockIsWrong` what its clock says of ours.
 */
export async function load() {
  const kept = await openKept();
  let answer = null;
  try {
    answer = await fetch(ADDRESS, { cache: "no-cache" });
  } catch {
    // No network: the kept ones are asked.
  }
  const fresh = Boolean(answer?.ok);
  const used = fresh ? answer : await kept?.match(ADDRESS);
  if (!used) return null;
  const copy = used.clone();
  const text = await used.json();
  const { slices, whole } = await loadSlices(text.revocation, kept);
  // Only together: an index without its slices would answer less than the one before it.
  if (fresh && whole && kept) await kept.put(ADDRESS, copy);
  return { ...text, made: Date.parse(text.made_at), revocation: { index: text.revocation, slices }, fresh, clockIsWrong: fresh && isFarFrom(answer) };
}

async function openKept() {
  try {
    return await caches.open(KEPT);
  } catch {
    // A browser that keeps nothing, as in a private window.
    return null;
  }
}

const isFarFrom = (answer) => {
  const told = Date.parse(answer.headers.get("date") ?? "");
  return !Number.isNaN(told) && Math.abs(Date.now() - told) > CLOCK_IS_WRONG;
};

/** The slices that the index names. Those that it names no longer are dropped: with them goes whatever was withdrawn. */
async function loadSlices(index, kept) {
  const named = new Map(index.lists.flatMap((list) => list.slices).map((slice) => [slice.sha256, slice]));
  const slices = new Map();
  for (const [name, { type }] of named) {
    const bytes = await sliceBytes(name, kept);
    if (bytes) slices.set(name, readSlice(type, bytes));
  }
  const whole = slices.size === named.size;
  if (whole && kept) await forgetOthers(kept, named);
  return { slices, whole };
}

const addressOf = (name) => `/checker/revoked/${name}`;

async function sliceBytes(name, kept) {
  try {
    const known = await kept?.match(addressOf(name));
    const answer = known ?? await fetch(addressOf(name));
    if (!answer.ok) return null;
    const copy = answer.clone();
    const bytes = new Uint8Array(await answer.arrayBuffer());
    // The name is the hash: a changed slice is refused.
    if (toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))) !== name) return null;
    if (!known) await kept?.put(addressOf(name), copy);
    return bytes;
  } catch {
    return null;
  }
}

async function forgetOthers(kept, named) {
  for (const request of await kept.keys()) {
    const name = new URL(request.url).pathname.split("/revoked/")[1];
    if (name && !named.has(name)) await kept.delete(request);
  }
}
