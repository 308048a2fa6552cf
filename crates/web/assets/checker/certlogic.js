// CertLogic 1.3.3: what a country's rule says over a certificate. The same values, the same faults as
// the evaluator of the command line. An expression comes from our server, which has validated it.

/** Steps that one evaluation may take; without a limit a few nested `reduce` would run for years. */
const MOST_STEPS = 1_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const FURTHEST = 100_000_000 * DAY;

/** An evaluation that went wrong. */
export class Unevaluated extends Error {}

const stop = (reason) => { throw new Unevaluated(reason); };

/** A moment; JSON has none. */
class Time {
  constructor(milliseconds) {
    this.milliseconds = milliseconds;
  }
}

/** The value of an expression over JSON; a time becomes a text. */
export function evaluate(expression, over) {
  return toJson(new Work().value(expression, over));
}

const toJson = (value) => {
  if (value instanceof Time) return new Date(value.milliseconds).toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, toJson(inner)]));
};

/** Whether the value is `true` itself, which is how a rule says that it holds. */
export const isTrue = (expression, over) => new Work().value(expression, over) === true;

const COMPARISONS = {
  "<": [integer, (a, b) => a < b], ">": [integer, (a, b) => a > b],
  "<=": [integer, (a, b) => a <= b], ">=": [integer, (a, b) => a >= b],
  before: [time, (a, b) => a < b], after: [time, (a, b) => a > b],
  "not-after": [time, (a, b) => a <= b], "not-before": [time, (a, b) => a >= b],
};

class Work {
  constructor() {
    this.left = MOST_STEPS;
  }

  step() {
    this.left -= 1;
    if (this.left < 0) stop("too_many_steps");
  }

  value(node, over) {
    this.step();
    if (typeof node !== "object" || node === null) return node;
    if (Array.isArray(node)) return node.map((item) => this.value(item, over));
    const [[operator, operands]] = Object.entries(node);
    if (operator === "var") return at(over, operands);
    const own = (place) => this.value(operands[place], over);
    if (Object.hasOwn(COMPARISONS, operator)) return this.compare(operator, operands, over);
    switch (operator) {
      case "if": return truth(own(0)) ? own(1) : own(2);
      case "and": return this.and(operands, over);
      case "!": return !truth(own(0));
      case "===": return this.equal(own(0), own(1));
      case "in": return this.isIn(own(0), own(1));
      case "+": return plus(own(0), own(1));
      case "plusTime": return plusTime(parseTime(text(own(0))), operands[1], operands[2]);
      case "dccDateOfBirth": return new Time(parseDate(text(own(0))) ?? stop("not_a_date"));
      case "reduce": return this.reduce(operands, over);
      case "extractFromUVCI": return extract(own(0), operands[1]);
      default: return stop("unknown_operator");
    }
  }

  and(operands, over) {
    let last = true;
    for (const operand of operands) {
      last = this.value(operand, over);
      if (!truth(last)) break;
    }
    return last;
  }

  compare(operator, operands, over) {
    const [kind, holds] = COMPARISONS[operator];
    const values = operands.map((operand) => kind(this.value(operand, over)));
    return values.every((value, place) => place === 0 || holds(values[place - 1], value));
  }

  isIn(member, list) {
    if (!Array.isArray(list)) stop("in_without_list");
    return list.some((item) => this.equal(member, item));
  }

  reduce([list, body, first], over) {
    const items = this.value(list, over);
    let accumulator = this.value(first, over);
    if (items === null) return accumulator;
    if (!Array.isArray(items)) stop("reduce_without_list");
    for (const current of items) accumulator = this.value(body, { current, accumulator });
    return accumulator;
  }

  /** Equality without conversion; lists and objects are equal where all of their members are. */
  equal(one, other) {
    this.step();
    if (one instanceof Time || other instanceof Time) {
      return one instanceof Time && other instanceof Time && one.milliseconds === other.milliseconds;
    }
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return one === other;
    if (Array.isArray(one) !== Array.isArray(other)) return false;
    const names = Object.keys(one);
    return names.length === Object.keys(other).length
      && names.every((name) => Object.hasOwn(other, name) && this.equal(one[name], other[name]));
  }
}

/** What stands at the end of a path, null where nothing does. */
function at(value, path) {
  if (path === "") return value;
  let found = value;
  for (const step of path.split(".")) {
    const inside = typeof found === "object" && found !== null && !(found instanceof Time);
    const known = Array.isArray(found) ? /^\d+$/.test(step) && Number(step) < found.length : inside && Object.hasOwn(found, step);
    if (!known) return null;
    found = found[Array.isArray(found) ? Number(step) : step];
  }
  return found;
}

/** Whether a value counts as true; some count as neither. */
function truth(value) {
  if (value === null || typeof value === "boolean") return value === true;
  if (typeof value === "string") return value !== "";
  if (Number.isSafeInteger(value)) return value !== 0;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object" && !(value instanceof Time)) return Object.keys(value).length > 0;
  return stop("neither_true_nor_false");
}

function integer(value) {
  return Number.isSafeInteger(value) ? value : stop("not_an_integer");
}

function time(value) {
  return value instanceof Time ? value.milliseconds : stop("not_a_time");
}

function text(value) {
  return typeof value === "string" ? value : stop("not_text");
}

function plus(one, other) {
  const sum = integer(one) + integer(other);
  return Number.isSafeInteger(sum) ? sum : stop("out_of_range");
}

/** The piece with this index of an identifier, split at `/`, `#` and `:` after the optional `URN:UVCI:`. */
function extract(identifier, index) {
  if (identifier === null) return null;
  return text(identifier).replace(/^URN:UVCI:/, "").split(/[/#:]/)[index] ?? null;
}

/** Moves a time as JavaScript's `Date` does: a day that the month has not runs over into the next. */
function plusTime(milliseconds, amount, unit) {
  const date = new Date(milliseconds);
  switch (unit) {
    case "year": date.setUTCFullYear(date.getUTCFullYear() + amount); break;
    case "month": date.setUTCMonth(date.getUTCMonth() + amount); break;
    case "day": date.setTime(milliseconds + amount * DAY); break;
    case "hour": date.setTime(milliseconds + amount * HOUR); break;
    default: stop("unknown_operator");
  }
  const moved = date.getTime();
  return Math.abs(moved) <= FURTHEST ? new Time(moved) : stop("out_of_range");
}

const DATE = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/;
const MOMENT = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d{1,2})(?::?(\d\d))?)?$/;

/** A date or time in one of the forms that `plusTime` takes, in milliseconds. */
export function parseTime(written) {
  return parseMoment(written) ?? parseDate(written) ?? stop("not_a_date");
}

/** `YYYY` or `YYYY-MM`, of which the last day is meant, or `YYYY-MM-DD`; null for anything else. */
function parseDate(written) {
  const parts = DATE.exec(written);
  if (!parts) return null;
  const year = Number(parts[1]);
  const month = parts[2] === undefined ? 12 : Number(parts[2]);
  const last = new Date(midnight(year, month + 1, 0)).getUTCDate();
  const day = parts[3] === undefined ? last : Number(parts[3]);
  return month >= 1 && month <= 12 && day >= 1 && day <= last ? midnight(year, month, day) : null;
}

/** Years below 100 are those years. */
function midnight(year, month, day) {
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

function parseMoment(written) {
  const parts = MOMENT.exec(written);
  const start = parts && parseDate(parts[1]);
  if (start === null || start === undefined) return null;
  const [hour, minute, second] = parts.slice(2, 5).map(Number);
  // Decimals beyond the third are dropped.
  const milli = Number((parts[5] ?? "").padEnd(3, "0").slice(0, 3));
  const wholeDay = hour === 24 && minute === 0 && second === 0 && milli === 0;
  const [hours, minutes] = [Number(parts[7] ?? 0), Number(parts[8] ?? 0)];
  if (!((hour < 24 && minute < 60 && second < 60) || wholeDay) || hours > 23 || minutes > 59) return null;
  const east = (parts[6] === "-" ? -1 : 1) * (hours * HOUR + minutes * 60_000);
  return start + hour * HOUR + minute * 60_000 + second * 1000 + milli - east;
}
