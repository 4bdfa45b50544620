// Keys of the desk, all optional: j and k walk the list, Enter opens, r answers, / searches, ? tells. Every one is a link or a button too.
const items = () => [...document.querySelectorAll("#list .item")];
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

function walk(step) {
  const all = items();
  const at = all.indexOf(document.activeElement.closest?.(".item") ?? document.querySelector("#list .item[aria-current]"));
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  "/": () => document.querySelector('input[type="search"]')?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const act = keys[event.key] ?? (() => {
    const control = document.querySelector(`#detail [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    control?.focus();
    control?.click();
    return control;
  });
  if (act() !== undefined || event.key in keys) event.preventDefault();
});

// A part that could not be drawn: open the page itself, which says why; what was sent by a form is told on the spot.
document.addEventListener("htmx:responseError", (event) => {
  const { verb, path } = event.detail.requestConfig;
  if (verb === "get" && !event.detail.elt.closest(".window")) location.assign(path);
  else if (verb !== "get") document.getElementById("failed").hidden = false;
});
document.addEventListener("htmx:sendError", () => { document.getElementById("failed").hidden = false; });

// A case drawn into #detail: mark it in the list, show it on a phone, and put the reader at its beginning.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "detail") return;
  const opener = event.detail.requestConfig.elt.closest(".item");
  if (opener) {
    items().forEach((item) => item.removeAttribute("aria-current"));
    opener.setAttribute("aria-current", "true");
  }
  document.querySelector(".desk").dataset.showing = "detail";
  event.detail.target.parentElement.scrollTop = 0;
  if (matchMedia("(max-width: 999px)").matches) scrollTo(0, 0);
  event.detail.target.focus({ preventScroll: true });
});
