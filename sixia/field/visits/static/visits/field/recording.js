// Pictures and voice, made small enough for a village line before they are kept.
import { freshId } from "./keeping.js";

const LONGEST_SIDE = 2000;
const QUALITY = 0.82;
const VOICES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"];
const LONGEST_VOICE = 10 * 60 * 1000;

export const bytesOf = (blob) => new Response(blob).arrayBuffer();

// Drawn anew it is smaller and no longer says where it was taken. A picture that cannot be drawn is kept as it is.
export async function smaller(file) {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    return blob && (blob.size < file.size || scale < 1) ? { blob, name: file.name.replace(/\.\w+$/, "") + ".jpg" } : { blob: file, name: file.name };
  } catch (error) {
    return { blob: file, name: file.name };
  }
}

async function digestOf(bytes) {
  const sum = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(sum), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The record of a file that hangs on another record.
export async function fileRecord(on, { blob, name }) {
  const bytes = await bytesOf(blob);
  const record = { kind: "file", once: freshId(), on: on.once, visit: on.visit, at: on.at, name, size: bytes.byteLength, digest: await digestOf(bytes) };
  return { record, bytes };
}

// Listens until told to stop; gives nothing where the browser or the person does not let us listen.
export async function listen() {
  if (!self.MediaRecorder || !navigator.mediaDevices) return null;
  const type = VOICES.find((voice) => MediaRecorder.isTypeSupported(voice));
  const stream = type && await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
  if (!stream) return null;
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24000 });
  const pieces = [];
  recorder.ondataavailable = (event) => pieces.push(event.data);
  const ended = new Promise((done) => { recorder.onstop = done; });
  const longest = setTimeout(() => recorder.stop(), LONGEST_VOICE);
  recorder.start();
  return async () => {
    clearTimeout(longest);
    if (recorder.state !== "inactive") recorder.stop();
    await ended;
    stream.getTracks().forEach((track) => track.stop());
    const kind = type.split(";")[0];
    return { blob: new Blob(pieces, { type: kind }), name: "voice." + kind.split("/")[1] };
  };
}
