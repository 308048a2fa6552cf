// Keeps the page of the checker and its files for where there is no network: after one visit all of it
// is here. The server puts VERSION and FILES before this text. Lists are kept by the page itself, and
// nothing that was scanned ever reaches this worker.
/* global VERSION, FILES */

const KEPT = `khien-checker-${VERSION}`;
const PAGES = ["/checker", "/checker/vi", "/checker/en"];
/** How long a page is waited for before the kept one is shown. */
const PATIENCE = 4_000;

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const kept = await caches.open(KEPT);
    await kept.addAll([...PAGES, ...FILES].map((address) => new Request(address, { cache: "reload" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    const old = names.filter((name) => /^khien-checker-[0-9a-f]{16}$/.test(name) && name !== KEPT);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && PAGES.includes(pathname)) event.respondWith(page(pathname, request));
  else if (FILES.includes(pathname)) event.respondWith(file(pathname, request));
});

/** A page from the server if it answers in time, else as it was kept. */
async function page(pathname, request) {
  const kept = await caches.open(KEPT);
  const known = await kept.match(pathname, { ignoreVary: true });
  const asked = fetch(request);
  if (!known) return asked;
  const late = new Promise((give) => { setTimeout(give, PATIENCE, null); });
  const answer = await Promise.race([asked.catch(() => null), late]);
  return answer?.ok ? answer : known;
}

/** Files have addresses that change with their content. */
async function file(pathname, request) {
  const kept = await caches.open(KEPT);
  return (await kept.match(pathname, { ignoreVary: true })) ?? fetch(request);
}
