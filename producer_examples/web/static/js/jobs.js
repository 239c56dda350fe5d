// This browser's jobs: the newest first, bounded, remembered between visits.

const KEY = "inkqueue.jobs";
const LIMIT = 60;
const KEPT = ["id", "name", "sent", "until", "finished", "preset", "state", "text", "error", "thumb", "mends"];

export const pending = (job) => ["sending", "queued", "reading"].includes(job.state);

export class Jobs extends EventTarget {
  constructor() {
    super();
    // What was being sent when the page was left was not sent.
    this.list = load().filter((job) => job.state !== "sending");
    this.viewed = null;
  }

  add(job) {
    this.list = [job, ...this.list].slice(0, LIMIT);
    this.#changed(job);
    return job;
  }

  find(id) {
    return this.list.find((job) => job.id === id);
  }

  update(job, changes) {
    Object.assign(job, changes);
    this.#changed(job);
  }

  // A result may come twice: by the stream and by asking.
  settle(job, result, finished) {
    if (!pending(job) && job.result) return;
    const error = result.error ?? null;
    this.update(job, { state: result.status, result, finished, error, text: result.text ?? null });
  }

  fail(job, error) {
    this.update(job, { state: "failed", error: { code: error.code, message: error.message, field: error.field } });
  }

  view(job) {
    this.viewed = job;
    this.dispatchEvent(new CustomEvent("view", { detail: job }));
  }

  clear() {
    this.list = this.list.filter(pending);
    this.#changed(null);
  }

  waiting() {
    return this.list.filter((job) => job.state === "queued" || job.state === "reading");
  }

  #changed(job) {
    save(this.list);
    this.dispatchEvent(new CustomEvent("change", { detail: job }));
  }
}

// One name a browser: its results come on one stream.
export function clientName() {
  let name = localStorage.getItem("inkqueue.client");
  if (!name) localStorage.setItem("inkqueue.client", (name = uuid()));
  return name;
}

// crypto.randomUUID exists on loopback and https alone.
export function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function load() {
  try {
    const list = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(list) ? list.slice(0, LIMIT) : [];
  } catch {
    return [];
  }
}

function save(list) {
  const kept = list.map((job) => Object.fromEntries(KEPT.map((key) => [key, job[key]])));
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Full: the list lives as long as the page does.
  }
}
