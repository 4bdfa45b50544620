// The board of numbers reads itself again; only what changed is put in its place, so that a screen reader says each number once.
const EVERY = 10_000;

async function refresh() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".board");
    const shown = document.querySelector(".board");
    for (const part of [".called", ".waiting", "header"]) {
      const [was, is] = [shown?.querySelector(part), fresh?.querySelector(part)];
      if (!was !== !is) return shown.replaceWith(fresh);
      if (was && was.innerHTML !== is.innerHTML) was.innerHTML = is.innerHTML;
    }
  } catch {
    // no line just now: the numbers shown stay, and are read again in a moment
  }
}

setInterval(refresh, EVERY);
