// What the person sees: today's visits, what was written down, and plainly what is sent and what is not.
export const words = JSON.parse(document.getElementById("words").textContent);
export const byId = (id) => document.getElementById(id);

// "{n} kept on this phone": the words come from the page, in the reader's language.
export const say = (name, values = {}) => (words[name] || name).replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));

function make(tag, { kind, text, press, ...rest } = {}, ...children) {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  if (text !== undefined) element.textContent = text;
  if (press) element.addEventListener("click", press);
  Object.keys(rest).forEach((name) => element.setAttribute(name, rest[name]));
  children.filter(Boolean).forEach((child) => element.append(child));
  return element;
}

function fill(id, children) {
  const element = byId(id);
  element.textContent = "";
  children.forEach((child) => element.append(child));
}

const clock = (at) => new Date(at).toLocaleString(document.documentElement.lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });

export function showState({ waiting, conflicts, refused, others, sent, sending, online, signIn }) {
  const lines = [
    waiting ? say("waiting", { n: waiting }) : sent ? say(conflicts || refused ? "sent" : "all_sent", { n: sent }) : say("nothing"),
    conflicts && say("conflicts", { n: conflicts }),
    refused && say("refusals", { n: refused }),
    others && say("others", { n: others }),
    sending ? say("sending") : !online && say("offline"),
  ];
  byId("state").className = "notice " + (conflicts || refused ? "late" : waiting ? "due" : sent ? "kept" : "");
  fill("state-lines", lines.filter(Boolean).map((text) => make("p", { text })));
  byId("send").hidden = !waiting || signIn;
  byId("send").disabled = sending;
  byId("sign-in").hidden = !signIn;
}

export function trouble(text) {
  byId("trouble").textContent = text || "";
  byId("trouble").hidden = !text;
}

export function showVisits(visits, chosen, choose) {
  byId("no-visits").hidden = visits.length > 0;
  fill("visits", visits.map((visit) => make("li", {}, make("button", {
    kind: "visit", type: "button", "aria-pressed": String(visit.number === chosen), press: () => choose(visit.number),
  }, make("strong", { text: visit.place }), make("span", { text: visit.purpose }), make("span", { kind: "soft", text: visit.when })))));
}

const option = (value, text) => make("option", { value, text });

export function showVisit(visit, pack) {
  byId("visit").hidden = !visit;
  if (!visit) return;
  byId("as-of").textContent = say("as_of", { at: clock(pack.at) });
  byId("visit-title").textContent = `${visit.place} · ${visit.purpose}`;
  fill("brief", visit.brief.map(({ title, lines }) => make("section", {}, make("h3", { text: title }), make("ul", {}, ...lines.map((text) => make("li", { text }))))));
  fill("people", pack.people.filter((it) => it.place === visit.code).map((person) => option(person.name, "")));
  document.querySelectorAll("[data-from]").forEach((select) => {
    const lists = {
      stops: visit.stops.map((it) => [it.once, it.name]),
      cases: visit.cases.map((it) => [it.number, it.title]),
      persons: pack.people.filter((it) => it.place === visit.code).map((it) => [it.key, it.name]),
      units: pack.units.map((it) => [it.code, it.name]),
      places: pack.places.map((it) => [it.code, it.name]),
    };
    const before = select.value || (select.name === "place" ? visit.code : "");
    select.textContent = "";
    select.append(option("", select.dataset.none), ...lists[select.dataset.from].map(([value, text]) => option(value, text)));
    select.value = before;
  });
}

const badge = (record) => make("span", { kind: "badge " + { sent: "kept", waiting: "due", refused: "late", conflict: "late" }[record.state], text: say("state_" + record.state) });

function versions(record, settle) {
  const { theirs } = record.answer;
  const column = (title, version, choice) => make("div", { kind: "version" },
    make("h4", { text: title }), make("p", { kind: "words", text: version.text }), version.said_by && make("p", { kind: "soft", text: version.said_by }),
    make("button", { kind: "button quiet", type: "button", text: say("keep_" + choice), press: () => settle(record, choice) }));
  return make("div", { kind: "versions" },
    column(say("mine"), record, "mine"), column(say("theirs", { who: theirs.by, at: clock(theirs.at) }), theirs, "theirs"),
    make("button", { kind: "button quiet", type: "button", text: say("keep_both"), press: () => settle(record, "both") }));
}

function progress({ state, answer, size }) {
  return state === "waiting" && answer && answer.offset ? ` ${Math.floor((100 * answer.offset) / size)} %` : "";
}

// Notes always, since each wording is kept; what becomes a case or a promise only while the house surely does not have it.
const untaken = (record) => record.state === "refused" || (record.state === "waiting" && !record.tried);
const changeable = (record) => (["note", "amend"].includes(record.kind) ? record.state !== "conflict" : record.kind !== "file" && !["brief", "depart"].includes(record.kind) && untaken(record));
const back = (record, act) => untaken(record) && make("button", { kind: "plain", type: "button", text: say("take_back"), press: () => act.takeBack(record) });

// Of a stop how long and whether it was shown, of people met how many.
const about = ({ minutes, shown_to_us, count }) => [minutes && say("minutes", { n: minutes }), shown_to_us && say("shown_to_us"), count > 1 && say("people", { n: count })].filter(Boolean).join(" · ");

function row(record, files, act) {
  const { answer = {} } = record;
  const pieces = files.map((file) => make("li", {}, badge(file), make("span", { text: file.name + progress(file) }), file.state === "refused" && make("span", { kind: "soft", text: file.answer.why }), file.state === "refused" && back(file, act)));
  return make("li", { kind: "record", id: "r-" + record.once },
    make("p", { kind: "meta" }, badge(record), make("span", { text: say("kind_" + (record.note || record.spot || record.way || record.kind)) }), make("span", { kind: "soft", text: [clock(record.at), record.said_by || record.to_words || record.name].filter(Boolean).join(" · ") })),
    record.state !== "conflict" && make("p", { kind: "words", text: record.text || record.words || record.what || record.where || "" }),
    about(record) && make("p", { kind: "soft", text: about(record) }),
    pieces.length && make("ul", { kind: "files" }, ...pieces),
    answer.why && make("p", { kind: record.state === "refused" ? "error-text" : "soft", text: answer.why }),
    answer.number && make("p", { kind: "soft", text: say(answer.secret ? "receipt" : "numbered", answer) }),
    record.state === "conflict" && versions(record, act.settle),
    make("div", { kind: "row" },
      changeable(record) && make("button", { kind: "plain", type: "button", text: say("change"), press: () => act.change(record) }),
      record.state === "refused" && make("button", { kind: "plain", type: "button", text: say("again"), press: () => act.again(record) }),
      back(record, act)));
}

// Newest first; a file stands under what it hangs on.
export function showRecords(records, act) {
  const tops = records.filter((record) => record.kind !== "file").reverse();
  byId("no-records").hidden = tops.length > 0;
  fill("records", tops.map((record) => row(record, records.filter((file) => file.kind === "file" && file.on === record.once), act)));
}
