// The jobs of this browser, one card each.

import { find, make } from "./dom.js";
import { explain } from "./explain.js";
import { pending } from "./jobs.js";

const TELLS = { sending: "Sending", queued: "Queued", reading: "Reading" };

export class Gallery {
  #cards = new Map();

  constructor(jobs, onChoose) {
    this.jobs = jobs;
    this.onChoose = onChoose;
    this.list = find("recent");
    find("forget").addEventListener("click", () => jobs.clear());
  }

  draw(viewed) {
    const cards = this.jobs.list.map((job) => this.#card(job, job === viewed));
    for (const [id, card] of this.#cards) {
      if (!this.jobs.find(id)) { card.item.remove(); this.#cards.delete(id); }
    }
    cards.forEach((card, index) => {
      if (this.list.children[index] !== card.item) this.list.insertBefore(card.item, this.list.children[index] ?? null);
    });
    find("recent-none").hidden = cards.length > 0;
    find("forget").hidden = !this.jobs.list.some((job) => !pending(job));
  }

  #card(job, viewed) {
    const card = this.#cards.get(job.id) ?? this.#new(job);
    const [text, kind] = told(job);
    if (card.text.textContent !== text) card.text.textContent = text;
    card.text.className = `text ${kind}`;
    card.button.setAttribute("aria-current", String(viewed));
    if (job.thumb && !card.thumb.hasChildNodes()) card.thumb.append(make("img", { src: job.thumb, alt: "", loading: "lazy" }));
    return card;
  }

  #new(job) {
    const thumb = make("span", { class: "thumb" });
    const text = make("span", { class: "text" });
    const what = make("span", { class: "what" }, text, make("span", { class: "name" }, job.name));
    const button = make("button", { type: "button", onclick: () => this.onChoose(job) }, thumb, what);
    const card = { item: make("li", {}, button), button, text, thumb };
    this.#cards.set(job.id, card);
    return card;
  }
}

function told(job) {
  if (job.state === "failed") return [explain(job.error).title, "failed"];
  if (job.state === "done") return [job.text?.replaceAll("\n", " / ") || "No writing found", job.text ? "" : "none"];
  return [TELLS[job.state], "none"];
}
