{% autoescape off %}// The page of the field without a line. Made by the house: `version` changes with any file, and the old files go.
const CACHE = "sixia-field-{{ version }}";
const PAGE = "{% url 'field:page' %}";
const FILES = {{ files }};
const PATIENCE = 3000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE)
    .then((cache) => Promise.all(FILES.map((path) => fetch(path, { cache: "reload" }).then((answer) => answer.ok && cache.put(path, answer)))).then(() => fresh(cache)))
    .then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name.startsWith("sixia-field-") && name !== CACHE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

// The page as it is now, kept if it is the page and not the way to sign in.
async function fresh(cache) {
  const answer = await fetch(PAGE, { cache: "no-store", credentials: "same-origin", redirect: "manual" });
  if (answer.ok) await cache.put(PAGE, answer.clone());
  return answer;
}

const patience = () => new Promise((_done, fail) => setTimeout(fail, PATIENCE));

// What is kept, when the line is slow, gone, or wants a sign-in first: the page itself asks for that.
async function page() {
  const cache = await caches.open(CACHE);
  const answer = await Promise.race([fresh(cache), patience()]).catch(() => null);
  if (answer && answer.ok) return answer;
  return await cache.match(PAGE) || answer || Response.error();
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && url.pathname === PAGE) event.respondWith(page());
  else if (FILES.includes(url.pathname)) event.respondWith(caches.match(event.request, { ignoreSearch: true }).then((kept) => kept || fetch(event.request)));
});
{% endautoescape %}
