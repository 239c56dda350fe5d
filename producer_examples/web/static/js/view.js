// The reading in view, whatever became of it.

import { picture } from "./boxes.js";
import { find, make } from "./dom.js";
import { explain, STAGES, START_WORKER } from "./explain.js";
import { facts, times } from "./facts.js";
import { pending } from "./jobs.js";
import { letterPanel } from "./letter.js";
import { text } from "./text.js";

const STEPS = [["sending", "Sent"], ["queued", "Queued"], ["reading", "Reading"], ["done", "Read"]];

export class View {
  #drawn = null;
  #hidden = new Set(["lines"]);

  // `actions`: cancel(job), retry(job) or null, mend(job, word, text) or null, source(job).
  constructor(actions) {
    this.actions = actions;
    this.body = find("reading-body");
  }

  show(job, queue) {
    find("state").textContent = job ? this.#state(job) : "";
    const what = this.#what(job, queue);
    if (what === this.#drawn) return; // a redraw would take the focus away
    this.#drawn = what;
    this.body.replaceChildren(this.#content(job, queue));
  }

  #what(job, queue) {
    if (!job) return "none";
    return [job.id, job.state, job.result ? "result" : "", job.error?.code, pending(job) ? advice(queue) : ""].join("|");
  }

  #state(job) {
    if (job.state === "sending") return "Sending";
    if (job.state === "queued") return "Queued";
    if (job.state === "reading") return STAGES[job.stage] ? `Reading: ${STAGES[job.stage]}` : "Reading";
    return job.state === "failed" ? "Not read" : `Read: ${job.name}`;
  }

  #content(job, queue) {
    if (!job) return empty();
    if (pending(job)) return this.#waiting(job, queue);
    if (job.state === "failed") return this.#failed(job);
    return job.result ? this.#reading(job, job.result) : make("p", { class: "empty" }, "Fetching the result");
  }

  #waiting(job, queue) {
    const at = STEPS.findIndex(([state]) => state === job.state);
    const steps = STEPS.map(([, name], index) => make("li", { class: index < at || at === index && index === 0 ? "past" : index === at ? "now" : "", "aria-current": index === at && "step" }, name));
    const cancel = make("button", { type: "button", class: "quiet", onclick: () => this.actions.cancel(job) }, "Cancel");
    const told = advice(queue);
    return make("div", { class: "waiting" },
      job.thumb && make("img", { src: job.thumb, alt: "What is being read" }),
      make("ol", { class: "steps" }, ...steps),
      told && make("div", { class: "advice", role: "status" }, told.text, told.command && make("code", {}, told.command), told.more && make("span", { class: "small" }, told.more)),
      make("div", { class: "waiting-foot" }, make("p", { class: "small" }, ahead(queue)), cancel));
  }

  #failed(job) {
    const { title, advice: what, detail } = explain(job.error);
    const again = this.actions.retry(job);
    return make("div", { class: "failure", role: "alert" },
      make("strong", {}, title),
      make("p", {}, what),
      detail && make("p", { class: "small" }, `${job.name}: ${detail}`),
      again && make("button", { type: "button", class: "primary", onclick: again }, "Try again"));
  }

  #reading(job, result) {
    const { panel, show } = letterPanel();
    const frame = picture(result, this.actions.source(job), show);
    let told = facts(job, result);
    const changed = () => {
      const before = told;
      told = facts(job, result);
      before.replaceWith(told);
    };
    return make("div", { class: "view" },
      frame,
      this.#switches(frame),
      make("div", { class: "under" }, text(job, result, this.actions.mend(job), changed), panel),
      told,
      times(job, result));
  }

  #switches(frame) {
    const set = make("fieldset", { class: "switches" }, make("legend", { class: "unseen" }, "Boxes"));
    for (const [name, label] of [["lines", "Lines"], ["words", "Words"], ["chars", "Characters"]]) {
      const box = make("input", { type: "checkbox" });
      box.checked = !this.#hidden.has(name);
      frame.classList.toggle(`no-${name}`, !box.checked);
      box.addEventListener("change", () => {
        frame.classList.toggle(`no-${name}`, !box.checked);
        this.#hidden[box.checked ? "delete" : "add"](name);
      });
      set.append(make("label", {}, box, label));
    }
    const key = ["sure|90 % and more", "fair|60 to 90 %", "poor|less"].map((entry) => {
      const [kind, label] = entry.split("|");
      return make("span", { class: kind }, make("i", { "aria-hidden": "true" }), label);
    });
    return make("div", { class: "switch-row" }, set, make("p", { class: "key" }, ...key));
  }
}

function empty() {
  return make("div", { class: "empty" }, make("strong", {}, "Nothing read yet"), "Write something, hand in a picture, or click a sample.");
}

function advice(queue) {
  if (!queue) return null;
  if (!queue.redis) return { text: "Redis does not answer. What was sent before is in the queue; this page goes on when it is back." };
  if (!queue.workers.length) return { text: "Queued; no worker is running: start one with", command: START_WORKER, more: "One that was just started takes some seconds." };
  return null;
}

function ahead(queue) {
  if (!queue?.redis || !queue.waiting) return "";
  return queue.waiting === 1 ? "One picture waits in the queue." : `${queue.waiting} pictures wait in the queue.`;
}
