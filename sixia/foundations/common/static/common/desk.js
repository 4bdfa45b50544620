// The desk with JavaScript: keys, parts that swap, words that are not lost. Every one of them is a link or a button without it.
const desk = document.querySelector(".desk");
const detail = document.getElementById("detail");
const items = () => [...document.querySelectorAll("#list .item")];

// Keys: j and k walk the list, Enter opens, / searches, ? tells; what the case offers has its own (data-key).
function walk(step) {
  const all = items();
  const at = all.indexOf(document.activeElement.closest(".item") ?? document.querySelector("#list .item[aria-current]"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  "/": () => document.querySelector('input[type="search"]')?.focus(),
  "?": () => document.getElementById("keys").showModal(),
};

function offered(key) {
  const control = [...document.querySelectorAll("#detail [data-key]")].find((it) => it.dataset.key === key.toLowerCase());
  return control && (() => {
    window.htmx?.process(detail); // the part may have been drawn this moment, and htmx looks through it a little later
    control.click();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog[open]")) return;
  const act = keys[event.key] ?? offered(event.key);
  if (!act) return;
  event.preventDefault();
  act();
});

// Words begun in the detail are not lost by a wrong key: ask before they go.
const begun = () => [...(detail?.querySelectorAll("textarea") ?? [])].some((it) => it.value !== it.defaultValue);
let sending = false;

document.addEventListener("submit", () => { sending = true; });
addEventListener("beforeunload", (event) => { if (begun() && !sending) event.preventDefault(); });
document.addEventListener("htmx:confirm", (event) => {
  const { target, elt, issueRequest } = event.detail;
  if (target !== detail || elt.matches("form") || !begun()) return;
  event.preventDefault();
  if (confirm(desk.dataset.begun)) issueRequest(true);
});

// A part that could not be drawn: open the page itself, which says why; what a form sent is told on the spot.
const failed = (gone) => { sending = false; document.getElementById("failed").hidden = !gone; };
document.addEventListener("htmx:sendError", () => failed(true));
document.addEventListener("htmx:responseError", (event) => {
  const { verb, path } = event.detail.requestConfig;
  if (verb !== "get") failed(true);
  else if (!event.detail.elt.closest(".window")) location.assign(path);
});

// A case drawn into the detail: mark it in the list, show it on a phone, and put the reader at its beginning, or at what is wrong.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target !== detail) return;
  failed(false);
  const opener = event.detail.requestConfig.elt.closest(".item");
  if (opener) {
    items().forEach((item) => item.removeAttribute("aria-current"));
    opener.setAttribute("aria-current", "true");
  }
  desk.dataset.showing = "detail";
  detail.parentElement.scrollTop = 0;
  if (matchMedia("(max-width: 999px)").matches) scrollTo(0, 0);
  document.title = detail.querySelector("h1")?.textContent ?? document.title;
  (detail.querySelector("#errors") ?? detail).focus({ preventScroll: true });
});
