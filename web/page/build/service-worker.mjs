// The service worker of the site: keeps every file of one build, and answers from these alone.

/** Its text. `build` names the build, `files` are those to keep, relative to the worker's own place.
 * @param {string} build
 * @param {string[]} files */
export const serviceWorker = (build, files) => `// Keeps the page for use without a network. Made by build/service-worker.mjs.
const name = "keybundle-${build}";
const files = ${JSON.stringify(files)};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(files.map((file) => new Request(file, { cache: "reload" })))));
});

self.addEventListener("activate", (event) => {
  const others = (names) => names.filter((other) => other.startsWith("keybundle-") && other !== name);
  event.waitUntil(caches.keys().then((names) => Promise.all(others(names).map((other) => caches.delete(other)))));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(
    caches.open(name).then(async (cache) => (await cache.match(event.request, { ignoreSearch: true })) ?? fetch(event.request)),
  );
});
`;
