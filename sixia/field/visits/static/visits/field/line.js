// The line to the house: what is asked over it, and the three ways it can fail.
const PATIENCE = 25000; // a line that drops every half minute is given up before it drops

export class NoLine extends Error {}
export class SignInFirst extends Error {}
export class Refused extends Error {
  constructor(status, said) { super(said.why || String(status)); this.status = status; this.said = said; }
}

export const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]*)/) || [])[1] || "";

export async function ask(method, path, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  const json = body && !(body instanceof ArrayBuffer);
  let answer, said;
  try {
    answer = await fetch(path, {
      method,
      body: json ? JSON.stringify(body) : body,
      headers: { "X-CSRFToken": token(), "Content-Type": json ? "application/json" : "application/octet-stream", Accept: "application/json" },
      credentials: "same-origin",
      cache: "no-store",
      redirect: "manual",
      signal: stop.signal,
    });
    if (answer.type !== "opaqueredirect") said = await answer.json().catch((error) => { if (answer.ok) throw error; return {}; });
  } catch (error) {
    throw new NoLine(String(error));
  } finally {
    clearTimeout(timer);
  }
  if (answer.type === "opaqueredirect") throw new SignInFirst();
  if (answer.status === 409 || answer.ok) return said;
  if (answer.status >= 500 || answer.status === 429) throw new NoLine(String(answer.status));
  throw new Refused(answer.status, said);
}
