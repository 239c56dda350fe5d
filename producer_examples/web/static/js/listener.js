// Results as they come: by server-sent events, and by asking where those fail.

import * as api from "./api.js";
import { pending } from "./jobs.js";

const TICK_MS = 500;
const AGAIN_MS = 3000;
const QUEUE_EVERY = 4; // ticks
const ALL_EVERY = 20; // ticks: a result that no event told of is asked for
const AT_ONCE = 5;

export class Listener extends EventTarget {
  #source = null;
  #after = null;
  #ticks = 0;

  constructor(jobs, client) {
    super();
    this.jobs = jobs;
    this.client = client;
    this.connected = false;
    document.addEventListener("visibilitychange", () => this.#follow());
    this.#follow();
    this.#tick();
  }

  // A browser has few connections to one service: a page out of sight gives its one back.
  #follow() {
    if (document.hidden) this.#close();
    else if (!this.#source) this.#open();
  }

  #open() {
    const oldest = Math.min(...this.jobs.waiting().map((job) => job.sent));
    const after = this.#after ?? (Number.isFinite(oldest) ? `${oldest}-0` : null);
    const query = after ? `?after=${after}` : "";
    const source = (this.#source = new EventSource(`/api/clients/${this.client}/events${query}`));
    source.addEventListener("open", () => { this.connected = true; this.#reached(true); });
    source.addEventListener("queue", (event) => this.#tell(JSON.parse(event.data)));
    source.addEventListener("result", (event) => this.#result(event));
    source.addEventListener("error", () => this.#lost(source));
  }

  #lost(source) {
    this.connected = false;
    if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    this.#close();
    setTimeout(() => this.#follow(), AGAIN_MS);
  }

  #close() {
    this.#source?.close();
    this.#source = null;
  }

  // Without events it may still be asked: only then is it lost when it does not answer.
  #reached(answers) {
    this.dispatchEvent(new CustomEvent("reached", { detail: answers }));
  }

  #tell(queue) {
    this.dispatchEvent(new CustomEvent("queue", { detail: queue }));
  }

  #result(event) {
    this.#after = event.lastEventId;
    const { at, result } = JSON.parse(event.data);
    const job = this.jobs.find(result.job_id);
    if (job) this.jobs.settle(job, result, at);
  }

  async #tick() {
    if (!document.hidden) {
      await Promise.all(this.#asked().map((job) => this.ask(job)));
      if (!this.connected && this.#ticks % QUEUE_EVERY === 0) await this.#askQueue();
    }
    this.#ticks += 1;
    setTimeout(() => this.#tick(), TICK_MS);
  }

  async #askQueue() {
    try {
      this.#tell(await api.queue());
      this.#reached(true);
    } catch {
      if (!this.connected) this.#reached(false);
    }
  }

  // The one in view for its stage; all when nobody tells.
  #asked() {
    const waiting = this.jobs.waiting();
    if (!this.connected || this.#ticks % ALL_EVERY === 0) return waiting.slice(-AT_ONCE);
    return waiting.filter((job) => job === this.jobs.viewed);
  }

  async ask(job) {
    try {
      const now = await api.status(job.id);
      if (now.result) this.jobs.settle(job, now.result, now.at);
      else if (pending(job)) this.jobs.update(job, { state: now.state, stage: now.stage });
    } catch (problem) {
      // While the service or Redis is away the job is where it was.
      if (problem.code === "job_expired") this.jobs.fail(job, problem);
    }
  }
}
