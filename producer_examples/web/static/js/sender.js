// From a picture to a job in the list: a few at a time, so that a hundred do not trip over each other.

import * as api from "./api.js";
import { uuid } from "./jobs.js";
import { chosen } from "./options.js";
import { thumbnail } from "./pictures.js";

const AT_ONCE = 4;
const KEPT = 60;

export class Sender {
  #pictures = new Map(); // by job id, the latest: to show, and to send again
  #queue = [];
  #busy = 0;

  constructor(jobs, client) {
    this.jobs = jobs;
    this.client = client;
    this.bytes = Infinity;
  }

  send(picture, name) {
    const { options, deadline } = chosen();
    const job = { id: uuid(), name, state: "sending", sent: Date.now(), preset: options.preset, text: null, thumb: null };
    this.#queue.push(() => this.#submit(job, picture, { client: this.client, options, deadline }));
    this.jobs.add(job);
    this.#keep(job.id, picture);
    this.#next();
    return job;
  }

  source(job) {
    const picture = this.#pictures.get(job.id);
    if (!picture) return `/api/jobs/${job.id}/image`;
    picture.url ??= URL.createObjectURL(picture.blob);
    return picture.url;
  }

  retry(job) {
    const picture = this.#pictures.get(job.id);
    return picture ? this.send(picture.blob, job.name) : null;
  }

  canRetry(job) {
    return this.#pictures.has(job.id);
  }

  async #next() {
    if (this.#busy >= AT_ONCE || !this.#queue.length) return;
    this.#busy += 1;
    await this.#queue.shift()();
    this.#busy -= 1;
    this.#next();
  }

  async #submit(job, picture, told) {
    try {
      if (picture.size > this.bytes) throw new api.Problem(413, { code: "image_too_large", message: "it has more bytes than may be sent" });
      this.jobs.update(job, { thumb: await thumbnail(picture) });
      if (job.state !== "sending") return; // it was cancelled before its turn came
      const ticket = await api.submit(picture, job.name, told);
      if (job.state !== "sending") return void api.cancel(ticket.job_id).catch(() => {});
      this.#rename(job, ticket.job_id);
      this.jobs.update(job, { state: "queued", sent: ticket.at, until: ticket.at + 1000 * told.deadline });
    } catch (problem) {
      this.jobs.fail(job, problem);
    }
  }

  #rename(job, id) {
    this.#keep(id, this.#pictures.get(job.id)?.blob);
    this.#pictures.delete(job.id);
    job.id = id;
  }

  #keep(id, blob) {
    if (blob) this.#pictures.set(id, { blob, url: null });
    for (const [oldest, { url }] of this.#pictures) {
      if (this.#pictures.size <= KEPT) return;
      if (url) URL.revokeObjectURL(url);
      this.#pictures.delete(oldest);
    }
  }
}
