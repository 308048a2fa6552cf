// The content of an EU certificate: what it is about, and its schema (version 1.3.3, formats asserted).
import { get, untagged } from "./cbor.js";
import { Fault, refuse } from "./fault.js";

const GROUPS = [["v", "vaccination"], ["t", "test"], ["r", "recovery"]];

/** What a content is about, and its first entry: `{ usage, entry }`. */
export function group(value) {
  if (value?.kind !== "map") refuse("dcc-missing");
  let found = null;
  for (const [name, usage] of GROUPS) {
    const entries = get(value, name);
    if (!entries || entries.kind === "null" || entries.kind === "undefined") continue;
    if (entries.kind !== "array") refuse("dcc-entry");
    const [entry] = entries.value;
    if (!entry) continue;
    if (found) refuse("dcc-several-groups");
    if (entry.kind !== "map") refuse("dcc-entry");
    found = { usage, entry };
  }
  return found ?? refuse("dcc-no-event");
}

/** A text of a map, composed (NFC); empty where there is none. */
export function text(map, key) {
  const node = untagged(get(map, key));
  return node?.kind === "text" ? node.value.normalize("NFC") : "";
}

/** A number of doses; 0 where there is none. */
export function count(map, key) {
  const node = get(map, key);
  const whole = (node?.kind === "integer" || node?.kind === "float") && Number.isInteger(Number(node.value));
  return whole ? Math.max(0, Number(node.value)) : 0;
}

/** The period of a recovery, which the signature says nothing of. */
export function checkRecovery(value, at) {
  const { usage, entry } = group(value);
  if (get(value, "nam")?.kind !== "map") refuse("dcc-name");
  if (usage !== "recovery") return;
  const today = new Date(at).toISOString().slice(0, 10);
  // Old codes have a time after the day.
  const day = (key) => {
    const written = text(entry, key).slice(0, 10);
    return isDay(written) ? written : refuse("schema-date");
  };
  if (today < day("df")) refuse("recovery-not-yet-valid");
  if (today > day("du")) refuse("recovery-over");
}

/**
 * Checks a content against the schema, but for what the field writes and nobody is refused for: groups and
 * fields that are null, groups without an entry, and days with a time after them.
 */
export function checkSchema(value) {
  try {
    checkStrictly(value);
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    checkStrictly(tidied(value));
  }
}

const DAYS = ["dob", "dt", "fr", "df", "du"];

function tidied(node) {
  if (node.kind !== "map") return node;
  const entries = [];
  for (const [key, value] of node.value) {
    const name = key.kind === "text" ? key.value : null;
    const isGroup = GROUPS.some(([group]) => group === name) && value.kind === "array";
    if (value.kind === "null" || value.kind === "undefined" || (isGroup && value.value.length === 0)) continue;
    if (isGroup) entries.push([key, { ...value, value: value.value.map(tidied) }]);
    else if (name === "nam") entries.push([key, tidied(value)]);
    else entries.push([key, DAYS.includes(name) ? withoutTime(value) : value]);
  }
  return { kind: "map", value: entries };
}

/** The day of a text that has a time after it. */
function withoutTime(node) {
  const { kind, value } = untagged(node);
  return kind === "text" && value[10] === "T" ? { kind, value: value.slice(0, 10) } : node;
}

/** Fields that the schema does not know are let be, as it says. */
function checkStrictly(value) {
  if (value.kind !== "map") refuse("schema-type");
  checkFields(value, { ver: version, dob: birthDate }, {});
  const name = get(value, "nam") ?? refuse("schema-required");
  if (name.kind !== "map") refuse("schema-type");
  if (!get(name, "fnt") && !get(name, "gnt")) refuse("schema-required");
  checkFields(name, {}, { fn: short, fnt: letters, gn: short, gnt: letters });
  let groups = 0;
  for (const [key] of GROUPS) {
    const entries = get(value, key);
    if (!entries) continue;
    if (entries.kind !== "array") refuse("schema-type");
    if (entries.value.length !== 1) refuse("schema-one-entry");
    if (entries.value[0].kind !== "map") refuse("schema-type");
    checkFields(entries.value[0], ...FIELDS[key]);
    groups += 1;
  }
  if (groups !== 1) refuse("schema-one-group");
}

/** Fields that must be there, then those that may, each kind in the order of the schema. */
function checkFields(map, must, may) {
  const order = [...Object.entries(must).map((field) => [...field, true]), ...Object.entries(may).map((field) => [...field, false])];
  for (const [key, check, required] of order) {
    const node = get(map, key);
    if (!node) {
      if (required) refuse("schema-required");
      continue;
    }
    const inner = untagged(node);
    if (check === dose) dose(inner);
    else check(inner.kind === "text" ? inner.value : refuse("schema-type"));
  }
}

const holds = (truth, rule) => { if (!truth) refuse(`schema-${rule}`); };
const any = () => {};
const short = (value) => holds(value.length <= 80 || [...value].length <= 80, "length");
const letters = (value) => {
  short(value);
  holds(/^[A-Z<]*$/.test(value), "pattern");
};
// Its points stand for any character, as the schema has it.
const version = (value) => holds(/^\d+.\d+.\d+$/u.test(value), "pattern");
const birthDate = (value) => holds(/^((19|20)\d\d(-\d\d){0,2}){0,1}$/.test(value), "pattern");
// Without anchors, so one capital anywhere is enough.
const country = (value) => holds(/[A-Z]{1,10}/.test(value), "pattern");
const date = (value) => holds(isDay(value), "date");
const dateTime = (value) => holds(isMoment(value), "date-time");

function dose({ kind, value }) {
  if (kind !== "integer" && !(kind === "float" && Number.isInteger(value))) refuse("schema-type");
  holds(value >= 1, "minimum");
}

const FIELDS = {
  v: [{ tg: any, vp: any, mp: any, ma: any, dn: dose, sd: dose, dt: date, co: country, is: short, ci: short }, {}],
  t: [{ tg: any, tt: any, sc: dateTime, tr: any, co: country, is: short, ci: short }, { nm: short, ma: any, tc: short }],
  r: [{ tg: any, fr: date, co: country, is: short, df: date, du: date, ci: short }, {}],
};

/** A `full-date` of RFC 3339 that a calendar has; there is no year 0. */
function isDay(value) {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const length = month === 2 ? 28 + leap : 30 + ((month + (month > 7)) % 2);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= length;
}

/** A `date-time` of RFC 3339, with the offset also as `+02` or `+0200`. */
function isMoment(value) {
  const parts = /^(.{10})[Tt](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)$/.exec(value);
  if (!parts || !isDay(parts[1])) return false;
  const [hour, minute, second] = parts.slice(2, 5).map(Number);
  const [hours, minutes] = [Number(parts[6] ?? 0), Number(parts[7] ?? 0)];
  const east = (parts[5] === "-" ? -1 : 1) * (hours * 60 + minutes);
  // A leap second is the last of a day in UTC.
  const leap = second === 60 && (((hour * 60 + minute - east) % 1440) + 1440) % 1440 === 1439;
  return hour <= 23 && minute <= 59 && (second <= 59 || leap) && hours <= 23 && minutes <= 59;
}
