// The page of the checker: takes a code from the camera, a picture or pasted text and shows the result.
import { check } from "./check.js";
import { OLD, TOO_OLD, load } from "./lists.js";
import { countries } from "./rules.js";
import { Camera, fromFile } from "./scan.js";

/** Lists are asked for again after so long, and a result leaves the screen by itself. */
const AGAIN = 15 * 60_000;
const SHOWN = 3 * 60_000;

const by = (id) => document.getElementById(id);
const language = document.documentElement.lang;
const form = by("checker");
const result = by("result");
const slot = (name) => result.querySelector(`[data-slot=${name}]`);
const words = new Map(Array.from(by("words").content.children, (word) => [word.dataset.word, word]));
const say = (name) => words.get(name)?.textContent ?? name;

/** The present: the clock of the device, moved in a demonstration that plays in another year. */
const shift = Number(form.dataset.clockShift ?? 0);
const now = () => Date.now() + shift;

let lists = null;
let leaves = 0;

/** The words for a reason: its own, or those of the longest family that it belongs to. */
function wordsOf(reason) {
  const own = words.get(`reason-${reason ?? "none"}`);
  if (own) return own;
  const families = [...words.keys()].filter((name) => name.endsWith("*") && `reason-${reason}`.startsWith(name.slice(0, -1)));
  families.sort((one, other) => other.length - one.length);
  return words.get(families[0] ?? "reason-*");
}

/** What the lists say, and what they are too old to say. */
async function answer(text) {
  const typed = form.elements.at.value;
  const at = typed ? new Date(typed).getTime() : now();
  const country = form.elements.country.value || null;
  if (!lists) return { person: null, reason: "lists-missing", rules: null, country, at };
  const found = await check(text, lists, { at, clock: typed ? null : at, country, language });
  if (found.reason === null && now() - lists.made > TOO_OLD) found.reason = "lists-old";
  return { ...found, country, at };
}

async function take(text) {
  show(await answer(pasted(text)));
}

/** Without the blanks, line ends and marks of no width around it: no text of a code ends with a blank. */
function pasted(text) {
  const around = "[\\s\\uFEFF\\u200B-\\u200D\\u2060]+";
  return text.replace(new RegExp(`^${around}|${around}$`, "g"), "");
}

function show(found) {
  const word = wordsOf(found.reason);
  const outcome = word.dataset.result;
  result.dataset.result = outcome;
  result.dataset.reason = found.reason ?? "";
  for (const shape of result.querySelectorAll("[data-shape]")) shape.toggleAttribute("hidden", shape.dataset.shape !== outcome);
  slot("word").textContent = say(`result-${outcome}`);
  slot("reason").textContent = word.textContent;
  slot("code").textContent = found.reason ?? "";
  fill("name", found.person?.name);
  fill("letters", found.person?.letters?.replace(/</g, " ").replace(/ +/g, " "));
  fill("born", found.person ? shownDate(found.person.birthDate) : "");
  fill("asked", `${found.country ? countryName(found.country) : say("no-rules")} · ${shownTime(found.at)}`);
  slot("rules").replaceChildren(...(found.rules ?? []).filter((rule) => rule.outcome !== "rule-passed").map(ruleLine));
  // Nobody may take what was signed by a stranger for somebody's name.
  result.dataset.proven = found.verified === true;
  result.hidden = false;
  form.hidden = true;
  result.scrollIntoView();
  slot("word").focus();
  clearTimeout(leaves);
  leaves = setTimeout(next, SHOWN);
}

function fill(name, text) {
  slot(name).textContent = text || "";
  slot(name).closest("[data-line]").hidden = !text;
}

function ruleLine({ rule, outcome, description }) {
  const line = document.createElement("li");
  line.dataset.outcome = outcome;
  line.textContent = `${description} (${rule})`;
  return line;
}

/** `12/05/1987`, `05/1987` or `1987`: what is known of the day, day first. */
const shownDate = (date) => date.slice(0, 10).split("-").reverse().join("/");

/** `22/11/2026 08:00`, by the clock of the device. */
function shownTime(at) {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString();
  return `${shownDate(local)} ${local.slice(11, 16)}`;
}

function countryName(code) {
  try {
    return new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Empties everything that the last code left behind. */
function next() {
  clearTimeout(leaves);
  result.hidden = true;
  form.hidden = false;
  delete result.dataset.reason;
  for (const place of result.querySelectorAll("[data-slot]")) place.replaceChildren();
  form.elements.text.value = "";
  form.elements.picture.value = "";
  tell("");
}

/** A sentence for eyes and ears beside the buttons. */
function tell(text) {
  by("said").textContent = text;
}

// ---- the ways in ----

const camera = new Camera(by("camera"));

async function scan() {
  if (camera.stream) return camera.stop();
  tell("");
  by("view").hidden = false;
  by("scan").dataset.on = "yes";
  let text = null;
  try {
    const seen = camera.first();
    camera.video.addEventListener("playing", () => { by("light").hidden = !camera.hasLight; }, { once: true });
    text = await seen;
  } catch {
    tell(say("no-camera"));
  }
  by("view").hidden = true;
  by("light").hidden = true;
  by("scan").dataset.on = "no";
  return text && take(text);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopPropagation();
  const text = form.elements.text.value;
  if (text.trim()) take(text);
  else tell(say("no-text"));
});
by("scan").addEventListener("click", scan);
by("light").addEventListener("click", () => {
  const on = by("light").getAttribute("aria-pressed") !== "true";
  by("light").setAttribute("aria-pressed", String(on));
  camera.light(on).catch(() => {});
});
form.elements.picture.addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (!file) return;
  tell(say("looking"));
  const isPdf = file.type === "application/pdf" || /\.pdf$/i.test(file.name);
  const text = isPdf ? null : await fromFile(file);
  event.target.value = "";
  tell(text ? "" : say(isPdf ? "pdf" : "no-code"));
  if (text) take(text);
});
by("next").addEventListener("click", (event) => {
  event.preventDefault();
  next();
  by("scan").focus();
});
// The next person at the desk, or whoever picks the phone up, sees nothing of the one before.
window.addEventListener("pagehide", () => {
  camera.stop();
  next();
});

// A result of the server, on a page that was sent before its scripts were there.
form.hidden = !result.hidden;

// ---- the lists ----

async function refresh() {
  const loaded = await load().catch(() => null);
  // What is here already is better than nothing; an older one never takes its place.
  if (loaded && (!lists || loaded.made >= lists.made)) lists = loaded;
  showAge();
  showCountries();
}

function showAge() {
  const place = by("lists");
  const age = lists ? now() - lists.made : null;
  place.dataset.age = age === null ? "missing" : age > TOO_OLD ? "too-old" : age > OLD ? "old" : "good";
  const key = { missing: "lists-none", "too-old": "lists-too-old", old: "lists-aging", good: "lists-good" }[place.dataset.age];
  place.querySelector("[data-slot=age]").textContent = say(key).replace("[when]", age === null ? "" : ago(age));
  by("clock").hidden = !lists?.clockIsWrong && !(age !== null && age < -OLD);
}

function ago(age) {
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const minutes = Math.max(0, Math.round(age / 60_000));
  if (minutes < 90) return words.format(-minutes, "minute");
  return minutes < 36 * 60 ? words.format(-Math.round(minutes / 60), "hour") : words.format(-Math.round(minutes / 1440), "day");
}

function showCountries() {
  const { country } = form.elements;
  const chosen = country.value;
  const [none] = country.options;
  const options = countries(lists?.rules ?? []).map((code) => new Option(countryName(code), code, false, code === chosen));
  country.replaceChildren(none, ...options);
}

// ---- without a network ----

async function keep() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register("/checker/worker.js", { scope: "/checker", updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    by("offline").dataset.ready = "yes";
    by("offline").textContent = say("offline-ready");
  } catch {
    // Then the page needs the network, and says nothing else.
  }
}

by("ways").hidden = false;
by("lists").hidden = false;
by("without").hidden = true;
await refresh();
setInterval(refresh, AGAIN);
window.addEventListener("online", refresh);
document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
form.dataset.ready = "yes";
await keep();
