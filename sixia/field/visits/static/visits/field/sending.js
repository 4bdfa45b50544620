// Sending: words first, then files piece by piece. What was sent before is answered "there"; so sending twice changes nothing.
import { ask } from "./line.js";
import { device } from "./keeping.js";

const AT_ONCE = 50;
const MOST_LETTERS = 400000;
const PIECES = { least: 16 * 1024, first: 256 * 1024, most: 1024 * 1024 };
const OURS = ["state", "answer", "turn", "tried", "edits", "sent"]; // of the phone alone
let piece = PIECES.first;

function bare(record) {
  const sent = { ...record };
  OURS.forEach((name) => { delete sent[name]; });
  return sent;
}

function* batches(records) {
  let batch = [], letters = 0;
  for (const record of records) {
    const size = JSON.stringify(bare(record)).length;
    if (batch.length && (batch.length >= AT_ONCE || letters + size > MOST_LETTERS)) {
      yield batch;
      batch = [];
      letters = 0;
    }
    batch.push(record);
    letters += size;
  }
  if (batch.length) yield batch;
}

// What the house said of a record; kept and there mean the same to the phone. What was changed here meanwhile waits on.
async function note(box, record, answer) {
  const states = { kept: "sent", there: "sent", refused: "refused", conflict: "conflict", wanted: "waiting" };
  record.answer = answer;
  record.state = states[answer.state] || "waiting";
  if (record.state === "sent") record.sent = Date.now();
  const now = await box.record(record.once);
  if (now && now.edits !== record.edits) await box.keep([{ ...now, version: answer.version || now.version }]);
  else await box.keep([record]);
  if (record.kind === "file" && record.state === "sent") await box.dropFile(record.once);
}

// Marked before it leaves: from here on nobody on the phone can know that the house does not have it.
async function tried(box, batch) {
  const fresh = batch.filter((record) => !record.tried);
  if (fresh.length) await box.keep(fresh.map((record) => Object.assign(record, { tried: true })));
}

async function sendWords(box, records, told) {
  for (const batch of batches(records)) {
    await tried(box, batch);
    const said = await ask("POST", "/field/sync/", {
      owner: box.owner, device: await device(), now: Date.now(), records: batch.map(bare),
    });
    for (const record of batch) if (said.records[record.once]) await note(box, record, said.records[record.once]);
    told();
  }
}

async function sendFile(box, record, told) {
  const bytes = await box.file(record.once);
  if (!bytes) return note(box, record, { state: "refused", why: record.name });
  let answer = record.answer;
  for (let again = 0; answer.state === "wanted" && again < 3;) {
    const from = answer.offset;
    try {
      answer = await ask("PUT", `/field/files/${record.once}/?offset=${from}`, bytes.slice(from, from + piece));
      piece = Math.min(piece * 2, PIECES.most);
    } catch (error) {
      piece = Math.max(piece / 2, PIECES.least);
      throw error;
    }
    if (answer.state === "wanted" && answer.offset <= from) again += 1; // it arrived damaged, or another page sends it too
    record.answer = answer;
    told();
  }
  return note(box, record, answer);
}

// Sends all that waits. Throws what the line threw; what was answered before that stays answered.
export async function send(box, told) {
  const waiting = (await box.records()).filter((record) => record.state === "waiting");
  await sendWords(box, waiting, told);
  const wanted = waiting.filter((record) => record.kind === "file" && record.answer && record.answer.state === "wanted");
  for (const record of wanted) {
    await sendFile(box, record, told);
    told();
  }
}
