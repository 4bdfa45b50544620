// What the phone keeps: records, files and the day's pack, each sealed with a key that nobody can read out of the browser.
const NAME = "sixia-field";
const STORES = ["meta", "records", "files"];
let opening = null;

function database() {
  if (!opening) {
    opening = new Promise((done, fail) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name));
      asked.onerror = () => { opening = null; fail(asked.error); };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); location.reload(); }; // wiped from another page
        done(asked.result);
      };
    });
  }
  return opening;
}

// Strict: kept means on the disk, also when the battery dies the next moment.
async function turn(stores, mode, work) {
  const db = await database();
  return new Promise((done, fail) => {
    const transaction = db.transaction(stores, mode, { durability: "strict" });
    const asked = work(...stores.map((name) => transaction.objectStore(name)));
    transaction.oncomplete = () => done(asked && asked.result);
    transaction.onabort = () => fail(transaction.error);
  });
}

export const recall = (name) => turn(["meta"], "readonly", (meta) => meta.get(name));
export const remember = (name, value) => turn(["meta"], "readwrite", (meta) => meta.put(value, name));
const forget = (names) => turn(["meta"], "readwrite", (meta) => { names.forEach((name) => meta.delete(name)); });

export function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export async function device() {
  const known = await recall("device");
  if (known) return known;
  const fresh = freshId();
  await remember("device", fresh);
  return fresh;
}

// The key: for one person on this phone. When another signs in, the one before gets theirs back by signing in again.
export async function takeKey(owner, text) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  await remember("key", { owner, key });
  return { owner, key };
}

const utf8 = (text) => new TextEncoder().encode(text);
const lock = (id, iv) => ({ name: "AES-GCM", iv, additionalData: utf8(id) });

async function seal(key, id, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, data: await crypto.subtle.encrypt(lock(id, iv), key, bytes) };
}

const unseal = (key, id, sealed) => crypto.subtle.decrypt(lock(id, sealed.iv), key, sealed.data);
const sealText = (key, id, value) => seal(key, id, utf8(JSON.stringify(value)));
const unsealText = async (key, id, sealed) => JSON.parse(new TextDecoder().decode(await unseal(key, id, sealed)));

// One box of one person: everything it takes in and gives out is theirs.
export class Box {
  constructor({ owner, key }) { this.owner = owner; this.key = key; }

  async keepPack(pack) { await remember("pack", { owner: this.owner, ...await sealText(this.key, "pack", pack) }); }

  async pack() {
    const sealed = await recall("pack");
    return sealed && sealed.owner === this.owner ? unsealText(this.key, "pack", sealed) : null;
  }

  async keepDraft(name, value) { await remember("draft:" + name, { owner: this.owner, ...await sealText(this.key, name, value) }); }

  async draft(name) {
    const sealed = await recall("draft:" + name);
    return sealed && sealed.owner === this.owner ? unsealText(this.key, name, sealed) : null;
  }

  dropDraft(name) { return forget(["draft:" + name]); }

  // Records and their files are kept together or not at all: `files` has the bytes by the record's id.
  async keep(kept, files = {}) {
    const rows = await Promise.all(kept.map((record) => sealText(this.key, record.once, record)));
    const names = Object.keys(files);
    const bytes = await Promise.all(names.map((once) => seal(this.key, once, files[once])));
    await turn(["records", "files"], "readwrite", (records, store) => {
      rows.forEach((row, at) => records.put({ owner: this.owner, state: kept[at].state, ...row }, kept[at].once));
      bytes.forEach((sealed, at) => store.put({ owner: this.owner, ...sealed }, names[at]));
    });
  }

  async records() {
    const [rows, names] = await Promise.all(["getAll", "getAllKeys"].map((all) => turn(["records"], "readonly", (it) => it[all]())));
    const mine = rows.map((row, at) => ({ row, once: names[at] })).filter(({ row }) => row.owner === this.owner);
    const opened = await Promise.all(mine.map(({ row, once }) => unsealText(this.key, once, row).catch(() => null)));
    return opened.filter(Boolean).sort((a, b) => a.at - b.at || a.turn - b.turn);
  }

  async record(once) {
    const row = await turn(["records"], "readonly", (records) => records.get(once));
    return row && row.owner === this.owner ? unsealText(this.key, once, row) : null;
  }

  async file(once) {
    const sealed = await turn(["files"], "readonly", (files) => files.get(once));
    return sealed ? unseal(this.key, once, sealed) : null;
  }

  dropFile(once) { return turn(["files"], "readwrite", (files) => { files.delete(once); }); }

  drop(...all) {
    return turn(["records", "files"], "readwrite", (records, files) => all.forEach((once) => { records.delete(once); files.delete(once); }));
  }
}

// How many wait on this phone, whoever's they are: asked without any key.
export async function unsent(owner) {
  const rows = await turn(["records"], "readonly", (records) => records.getAll());
  const waiting = rows.filter((row) => row.state !== "sent");
  return { mine: waiting.filter((row) => row.owner === owner).length, others: waiting.filter((row) => row.owner !== owner).length };
}

// Everything goes: key, queue, pack, caches, the worker itself, and the mark by which the house knows of this phone.
export async function wipe() {
  document.cookie = "sixia_field=; Max-Age=0; path=/; SameSite=Lax";
  if (opening) (await opening).close();
  await new Promise((done, fail) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = done;
    asked.onerror = () => fail(asked.error);
  });
  if (self.caches) await Promise.all((await caches.keys()).filter((name) => name.startsWith(NAME)).map((name) => caches.delete(name)));
  if (navigator.serviceWorker) {
    const worker = await navigator.serviceWorker.getRegistration("/field/");
    if (worker) await worker.unregister();
  }
}
