// Begins where the browser can check by itself; elsewhere the form of the page is sent to the server.
const able = globalThis.DecompressionStream && globalThis.crypto?.subtle && globalThis.fetch && Object.hasOwn;
if (able) import("./page.js");
