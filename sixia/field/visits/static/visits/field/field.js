// The page a visitor carries: everything is kept on the phone first, and sent when there is a signal.
import { Box, device, freshId, recall, takeKey, unsent, wipe } from "./keeping.js";
import { ask, NoLine, Refused, SignInFirst, token } from "./line.js";
import { fileRecord, listen, smaller } from "./recording.js";
import { send } from "./sending.js";
import { byId, say, showRecords, showState, showVisit, showVisits, trouble } from "./showing.js";

const AGAIN = 30000;
const SENT_KEPT = 2 * 86400 * 1000;
let box = null, pack = null, chosen = "", records = [], sending = null, signIn = false, turn = 0, others = 0;

const ofVisit = (record) => record.visit === chosen;
const count = (state) => records.filter((record) => record.state === state).length;
const visit = () => known().find((it) => it.number === chosen);

// The visits of the pack, and those gone from it of which something still waits here.
function known() {
  const packed = pack ? pack.visits : [];
  const numbers = new Set(packed.map((it) => it.number));
  const left = new Set(records.filter((it) => it.state !== "sent" && !numbers.has(it.visit)).map((it) => it.visit));
  const bare = { purpose: say("earlier"), when: "", code: "", brief: [], stops: [], cases: [], notes: [] };
  return packed.concat(Array.from(left, (number) => ({ ...bare, number, place: number }))).map(withStops);
}

// Stops written here can be chosen at once, also before they are sent.
function withStops(it) {
  const known = new Set(it.stops.map((stop) => stop.once));
  const here = records.filter((record) => record.kind === "stop" && record.visit === it.number && record.state !== "refused" && !known.has(record.once));
  return { ...it, stops: it.stops.concat(here.map((stop) => ({ once: stop.once, name: stop.where || say("kind_" + stop.spot) }))) };
}

function show() {
  showState({
    waiting: count("waiting"), conflicts: count("conflict"), refused: count("refused"), sent: count("sent"), others, sending: Boolean(sending), online: navigator.onLine, signIn,
  });
  showVisits(known(), chosen, choose);
  showWay();
  showRecords(written(), { settle, change, again, takeBack });
}

const versionOf = (record) => Math.max(record.version || 1, (record.answer && record.answer.version) || 1);

// What is written on the visit, from here or elsewhere, each note in the wording that was seen last.
function written() {
  const all = new Map((visit() ? visit().notes : []).map((note) => [note.once, { ...note, kind: "note", state: "sent", visit: chosen }]));
  records.filter(ofVisit).forEach((record) => {
    const known = all.get(record.once);
    const newer = known && record.state === "sent" && versionOf(known) > versionOf(record);
    all.set(record.once, newer ? { ...record, text: known.text, said_by: known.said_by, version: known.version } : record);
  });
  Array.from(all.values()).filter((record) => record.kind === "amend").forEach((record) => reworded(all, record));
  return Array.from(all.values()).sort((a, b) => a.at - b.at);
}

// A change takes the place of the note; once it is sent, the note itself says so.
function reworded(all, change) {
  const note = all.get(change.amends);
  if (!note) return;
  if (change.state !== "sent") return all.delete(note.once);
  all.delete(change.once);
  if (versionOf(change) > versionOf(note)) all.set(note.once, { ...note, text: change.text, said_by: change.said_by, version: versionOf(change) });
}

async function look() {
  records = box ? await box.records() : [];
  others = (await unsent(box ? box.owner : "")).others;
  show();
}

function choose(number) {
  chosen = number;
  showVisit(visit(), pack);
  show();
  drafts();
}

// --- keeping -------------------------------------------------------------------------------------
const whole = (record) => ({ once: freshId(), visit: chosen, at: Date.now(), turn: turn += 1, state: "waiting", edits: 0, ...record });

async function keep(record, files = []) {
  const bytes = {};
  try {
    const hung = await Promise.all(files.map((file) => fileRecord(record, file)));
    hung.forEach((file) => { bytes[file.record.once] = file.bytes; });
    await box.keep([record, ...hung.map((file) => whole(file.record))], bytes);
  } catch (error) {
    trouble(say("full"));
    throw error;
  }
  trouble("");
  await look();
  sendSoon();
}

// Back into its form, filled in as it was; kept again it takes the place of what it was.
function change(record) {
  const name = forms.includes(record.kind) ? record.kind : "note";
  open(name);
  fill(byId(name + "-form"), { ...record, changes: record.once });
  byId(name + "-form").querySelector("textarea, input:not([type=hidden])").focus();
}

// A hidden field keeps its value through a reset: without this the next note would take the place of the one changed before.
function clear(form) {
  form.reset();
  form.elements.changes.value = "";
  form.voices = [];
  form.querySelectorAll(".voices").forEach((it) => { it.textContent = ""; });
  showVisit(visit(), pack);
}

function fill(form, kept) {
  Object.keys(kept).forEach((field) => {
    const control = form.elements[field];
    if (!control || control.type === "file") return;
    if (control.type === "checkbox") control.checked = Boolean(kept[field]); else control.value = kept[field];
  });
}

const amendment = (record, version, said) => whole({ kind: "amend", amends: record.amends || record.once, version, note: record.note, ...said });

function changed(record, said, files) {
  if (record.state === "sent") return keep(amendment(record, versionOf(record), said), files);
  return keep({ ...record, ...said, edits: record.edits + 1, state: "waiting" }, files);
}

// Mine, theirs or both: chosen by the person, over the version they have seen.
async function settle(record, choice) {
  const { theirs } = record.answer;
  if (choice !== "theirs") {
    const text = choice === "both" ? `${theirs.text}\n———\n${record.text}` : record.text;
    await keep(amendment(record, theirs.version, { text, said_by: record.said_by }));
  }
  if (record.kind === "amend") await box.drop(record.once);
  else await box.keep([{ ...record, text: theirs.text, said_by: theirs.said_by, state: "sent", sent: Date.now(), answer: { state: "there", version: theirs.version } }]);
  await refresh().catch(fell);
  return look();
}

async function again(record) {
  await keep({ ...record, state: "waiting", answer: undefined });
}

async function takeBack(record) {
  if (!confirm(say("take_back_really"))) return;
  await box.drop(record.once, ...records.filter((it) => it.on === record.once).map((file) => file.once));
  await look();
  showVisit(visit(), pack);
}

// --- forms ---------------------------------------------------------------------------------------
const forms = ["note", "case", "promise", "stop", "meet"];
const values = (form) => Array.from(form.elements).filter((it) => it.name && it.type !== "file" && (it.type !== "radio" || it.checked))
  .reduce((all, it) => ({ ...all, [it.name]: it.type === "checkbox" ? it.checked : it.value }), {});

function open(name) {
  forms.forEach((it) => {
    byId(it + "-form").hidden = it !== name;
    byId(it + "-tab").setAttribute("aria-expanded", String(it === name));
  });
}

async function drafts() {
  for (const name of forms) {
    const kept = box && await box.draft(`${name}:${chosen}`);
    const form = byId(name + "-form");
    clear(form);
    fill(form, kept || {});
  }
}

// The brief opened on the phone is the brief opened; leaving is said here, where nobody is asked to wait for a line.
const done = (kind) => records.some((record) => ofVisit(record) && record.kind === kind && record.state !== "refused");
const briefed = () => visit().status !== "planned" || done("brief");
const departed = () => !["planned", "briefed"].includes(visit().status) || done("depart");

function showWay() {
  if (!visit() || !visit().status) { byId("depart").hidden = true; return; }
  byId("depart").hidden = departed();
  byId("depart").disabled = !briefed();
  byId("depart-first").hidden = departed() || briefed();
}

byId("brief-box").addEventListener("toggle", () => {
  if (byId("brief-box").open && visit() && visit().status && !briefed()) keep(whole({ kind: "brief" })).catch(() => {});
});
byId("depart").addEventListener("click", () => keep(whole({ kind: "depart" })).catch(() => {}));

function listenTo(name) {
  const form = byId(name + "-form");
  let later = 0;
  byId(name + "-tab").addEventListener("click", () => open(form.hidden ? name : ""));
  form.addEventListener("input", () => {
    clearTimeout(later);
    const draft = `${name}:${chosen}`;
    later = setTimeout(() => box && box.keepDraft(draft, values(form)), 300);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.busy || !box) return;
    form.dataset.busy = "yes";
    clearTimeout(later);
    try {
      await taken(name, form);
    } finally {
      delete form.dataset.busy;
    }
  });
}

async function taken(name, form) {
  const { changes, ...said } = values(form);
  const pictures = await Promise.all(Array.from((form.elements.pictures || {}).files || []).map(smaller));
  const files = pictures.concat(form.voices || []);
  if (name === "note" && !said.text.trim()) {
    if (!files.length) return form.elements.text.focus();
    said.text = say("without_words");
  }
  const old = changes && written().find((record) => record.once === changes);
  if (old) await changed(old, said, files);
  else await keep(whole({ kind: name, ...said }), files);
  await box.dropDraft(`${name}:${chosen}`);
  clear(form);
}

function listenToVoice(button) {
  const form = button.form;
  let stop = null;
  button.addEventListener("click", async () => {
    if (stop) {
      form.voices = (form.voices || []).concat(await stop());
      stop = null;
      form.querySelector(".voices").textContent = say("voices", { n: form.voices.length });
    } else {
      stop = await listen();
      if (!stop) trouble(say("no_voice"));
    }
    button.textContent = say(stop ? "voice_stop" : "voice_start");
    button.setAttribute("aria-pressed", String(Boolean(stop)));
  });
}

// --- the line ------------------------------------------------------------------------------------
function sendSoon() {
  if (!sending && navigator.onLine && box && count("waiting")) sendNow();
}

const alone = (work) => (navigator.locks ? navigator.locks.request("sixia-field", { ifAvailable: true }, (held) => (held ? work() : null)) : work());

function sendNow() {
  if (sending || !box) return sending;
  const later = () => { look().catch(() => {}); };
  sending = alone(() => send(box, later)).then(() => { signIn = false; trouble(""); }, fell).then(() => { sending = null; return look(); });
  show();
  return sending;
}

function fell(error) {
  if (error instanceof SignInFirst || (error instanceof Refused && error.status === 403)) signIn = true;
  else if (error instanceof Refused) trouble(error.said.why || say("broken"));
  else if (!(error instanceof NoLine)) { trouble(say("broken")); throw error; }
}

// The key and the day's pack, when there is a line; without one, what was kept before.
async function refresh() {
  const said = await ask("POST", "/field/key/", { device: await device() });
  if (!box || box.owner !== said.owner) box = new Box(await takeKey(said.owner, said.key));
  signIn = false;
  const fresh = await ask("GET", "/field/pack/");
  if (fresh.owner !== box.owner) return;
  await box.keepPack(fresh);
  pack = fresh;
}

async function tidy() {
  const old = records.filter((record) => record.state === "sent" && record.sent < Date.now() - SENT_KEPT);
  if (old.length) await box.drop(...old.map((record) => record.once));
}

async function begin() {
  const kept = await recall("key");
  if (kept) {
    box = new Box(kept);
    pack = await box.pack();
  }
  await look();
  await tidy();
  begun();
  await refresh().catch(fell);
  if (!box && !signIn) trouble(say("no_key"));
  await look();
  begun();
  sendSoon();
}

// Once with what was kept, once more with what came over the line: what is being typed stays as it is.
function begun() {
  if (!pack) return;
  if (visit()) return showVisit(visit(), pack);
  const first = known()[0];
  if (first) choose(first.number);
}

// --- leaving -------------------------------------------------------------------------------------
async function leave(event) {
  event.preventDefault();
  if (sending) await sending;
  const left = await unsent(box ? box.owner : "");
  const all = left.mine + left.others;
  if (all) {
    byId("leave-text").textContent = say("leave", { n: all });
    return byId("leave").showModal ? byId("leave").showModal() : byId("leave").setAttribute("open", "");
  }
  return leaveNow();
}

// The form was kept with the page: its token may be of an earlier sign-in.
async function leaveNow() {
  const form = byId("sign-out");
  form.elements.csrfmiddlewaretoken.value = token();
  await wipe();
  if (navigator.onLine) return form.submit();
  byId("leave").close();
  byId("main").hidden = true;
  document.querySelector(".field-head h1").textContent = say("wiped");
}

forms.forEach(listenTo);
document.querySelectorAll("[data-voice]").forEach(listenToVoice);
byId("send").addEventListener("click", () => refresh().then(sendNow, fell).then(look));
byId("sign-out").addEventListener("submit", leave);
byId("leave-now").addEventListener("click", leaveNow);
byId("leave-not").addEventListener("click", () => byId("leave").close());
addEventListener("online", () => refresh().then(sendSoon, fell).then(look));
addEventListener("offline", show);
setInterval(() => { if (!document.hidden) sendSoon(); }, AGAIN);
if (navigator.serviceWorker) navigator.serviceWorker.register("/field/worker.js", { scope: "/field/" }).catch(() => {});
if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
if (self.isSecureContext) begin().catch(() => trouble(say("broken")));
else trouble(say("insecure"));
