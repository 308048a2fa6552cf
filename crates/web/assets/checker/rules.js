// The rules of countries: which of them count for a certificate, and what they say.
import { Unevaluated, isTrue } from "./certlogic.js";

/** The edition of CertLogic that is evaluated. Older ones are part of it. */
const NEWEST_ENGINE = [1, 3, 3];

/**
 * What the rules say about a certificate.
 *
 * `presented`: payload, kind ("Vaccination", "Test", "Recovery"), issuer, kid (Base64), issued and
 * expires (milliseconds); `entry`: country, at (milliseconds). Gives `{ verdict, results }`.
 */
export function check(rules, presented, entry, valueSets) {
  const context = {
    payload: presented.payload,
    external: {
      validationClock: moment(entry.at), valueSets, countryCode: entry.country,
      exp: moment(presented.expires), iat: moment(presented.issued),
      issuerCountryCode: presented.issuer, kid: presented.kid, region: "",
    },
  };
  const counting = selected(rules, presented, entry);
  const results = counting.map((rule) => ({ rule, outcome: outcome(rule, presented.payload, context) }));
  return { results, verdict: verdict(results) };
}

function verdict(results) {
  const any = (test) => results.some(test);
  if (any(({ outcome }) => outcome === "rule-failed")) return "rules-failed";
  if (any(({ outcome }) => outcome !== "rule-passed")) return "rules-open";
  return any(({ rule }) => rule.Type === "Acceptance") ? "rules-passed" : "rules-none";
}

/** Acceptance rules of the country of entry and invalidation rules of the issuing one, each in its highest version in force. */
function selected(rules, presented, entry) {
  const newest = new Map();
  for (const rule of rules.filter((it) => counts(it, presented, entry))) {
    const name = [rule.Type === "Invalidation" ? 1 : 0, rule.Country, rule.Identifier, rule.Region ?? ""].join("\n");
    const known = newest.get(name);
    if (!known || compared(version(rule.Version), version(known.Version)) > 0) newest.set(name, rule);
  }
  return [...newest.keys()].sort().map((name) => newest.get(name));
}

function counts(rule, presented, entry) {
  const ours = rule.Type === "Acceptance" ? rule.Country === entry.country && !rule.Region : rule.Country === presented.issuer;
  const covers = rule.CertificateType === "General" || rule.CertificateType === presented.kind;
  return ours && covers && Date.parse(rule.ValidFrom) <= entry.at && entry.at <= Date.parse(rule.ValidTo);
}

function outcome(rule, payload, context) {
  const known = rule.Engine === "CERTLOGIC" && compared(version(rule.EngineVersion), NEWEST_ENGINE) <= 0;
  if (!known) return "rule-open-engine";
  if (!isWrittenFor(version(rule.SchemaVersion), payload)) return "rule-open-schema";
  try {
    return isTrue(rule.Logic, context) ? "rule-passed" : "rule-failed";
  } catch (fault) {
    if (fault instanceof Unevaluated) return "rule-open-evaluation";
    throw fault;
  }
}

/** The certificate's schema must be the rule's or newer within one major version. */
function isWrittenFor(schema, payload) {
  const own = typeof payload.ver === "string" && /^\d+\.\d+\.\d+$/.test(payload.ver) ? version(payload.ver) : null;
  return own !== null && own[0] === schema[0] && compared(own, schema) >= 0;
}

const version = (text) => text.split(".").map(Number);

function compared(one, other) {
  const place = one.findIndex((number, at) => number !== other[at]);
  return place < 0 ? 0 : one[place] - other[place];
}

const moment = (milliseconds) => new Date(milliseconds).toISOString();

/** A rule in words of a language, else in English. */
export function description(rule, language) {
  const texts = rule.Description ?? [];
  const named = (tag) => texts.find(({ lang }) => lang.toLowerCase() === tag);
  return (named(language) ?? named("en") ?? texts[0])?.desc ?? "";
}

/** Countries that have rules about those who arrive. */
export const countries = (rules) => [...new Set(rules.filter((rule) => rule.Type === "Acceptance").map((rule) => rule.Country))].sort();
