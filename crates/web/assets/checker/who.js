// The WHO's forms in the envelope of health certificates: the core data set of a vaccination (DDCC:VS,
// sub-claim 3) and the international certificate of a vaccination (ICVP, sub-claim -6, two editions).
import { Unevaluated, parseTime } from "./certlogic.js";
import { get, untagged } from "./cbor.js";
import { refuse } from "./fault.js";

export const DDCC_VS = 3;
export const ICVP = -6;
const DAY = 86_400_000;

/** Checks the fields of a form, in the order of the command line, and the period that it names, at a moment (milliseconds). */
export function check(form, content, at) {
  const { from, until } = form === DDCC_VS ? status(content) : icvp(content);
  if (from && at < moment(from)) refuse("not-yet-valid");
  // A day counts to its end, a moment to itself.
  if (until && at >= moment(until) + (until.length <= 10 ? DAY : 1)) refuse("expired");
}

function status(content) {
  const fields = fieldsOf(content, "ddcc-other-form");
  need(fields, "name", text);
  date(fields, "birthDate");
  coding(fields, "sex");
  text(fields, "identifier");
  need(fields, "vaccine", coding);
  ["brand", "manufacturer", "ma_holder"].forEach((name) => coding(fields, name));
  text(fields, "lot");
  need(fields, "date", date);
  date(fields, "vaccine_valid");
  need(fields, "dose", count);
  count(fields, "total_doses");
  coding(fields, "country");
  ["centre", "hw"].forEach((name) => text(fields, name));
  coding(fields, "disease");
  date(fields, "due_date");
  ["pha", "hcid"].forEach((name) => text(fields, name));
  return { from: date(fields, "valid_from"), until: date(fields, "valid_until") };
}

function icvp(content) {
  const fields = fieldsOf(content, "ddcc-other-form");
  return field(fields, "vx") ? icvpOf2026(fields) : icvpOf2025(fields);
}

function icvpOf2026(fields) {
  const vaccination = first(fields, "vx");
  ["nt", "id", "dt", "v"].forEach((name) => text(fields, name));
  date(fields, "d");
  if (date(vaccination, "dv") === null && !isDate(field(vaccination, "dt"))) refuse("ddcc-field-missing");
  checkRest(fields, vaccination);
  return {};
}

function icvpOf2025(fields) {
  const vaccination = first(fields, "v");
  ["ntl", "nid", "ndt"].forEach((name) => text(fields, name));
  need(vaccination, "dt", date);
  const period = { from: date(vaccination, "vls"), until: date(vaccination, "vle") };
  checkRest(fields, vaccination);
  return period;
}

function checkRest(fields, vaccination) {
  const named = ["cn", "is"].map((name) => text(vaccination, name));
  if (named.every((name) => name === null)) refuse("ddcc-nobody-named");
  need(fields, "n", text);
  need(fields, "dob", date);
  ["s", "gn"].forEach((name) => text(fields, name));
  ["vp", "bo"].forEach((name) => need(vaccination, name, text));
}

function fieldsOf(node, code) {
  const fields = untagged(node);
  return fields?.kind === "map" ? fields : refuse(code);
}

/** The map under a name, or the first of a list of maps. */
function first(fields, name) {
  const value = field(fields, name) ?? refuse("ddcc-field-missing");
  const one = value.kind === "array" ? value.value[0] ?? refuse("ddcc-field-missing") : value;
  return fieldsOf(one, "ddcc-field-malformed");
}

/** What a map holds under a name; null for nothing. */
function field(fields, name) {
  const node = get(fields, name);
  return node === undefined || node.kind === "null" ? null : node;
}

/** A field of a kind; null where there is none. */
function read(fields, name, kind) {
  const node = field(fields, name);
  return node === null ? null : kind(node) ?? refuse("ddcc-field-malformed");
}

function need(fields, name, kind) {
  const value = kind(fields, name);
  return value === null || value === "" ? refuse("ddcc-field-missing") : value;
}

const textOf = (node) => (node?.kind === "text" ? node.value : null);
const text = (fields, name) => read(fields, name, textOf);
const isDate = (node) => node !== null && moment(textOf(untagged(node))) !== null;
const date = (fields, name) => read(fields, name, (node) => (isDate(node) ? untagged(node).value : null));
/** A code alone, or with its system. An empty one is there. */
const coding = (fields, name) => read(fields, name, (node) => (node.kind === "text" || textOf(get(node, "code")) !== null ? node : null));
const isCount = ({ kind, value }) => kind === "integer" && value >= 0 && value <= 255;
const count = (fields, name) => read(fields, name, (node) => (isCount(node) ? node.value : null));

/** A date or time in milliseconds; null for anything else. */
function moment(written) {
  if (written === null) return null;
  try {
    return parseTime(written);
  } catch (fault) {
    if (fault instanceof Unevaluated) return null;
    throw fault;
  }
}
