// The page: what is handed in becomes a job, and what becomes of it is shown.

import * as api from "./api.js";
import { find, make } from "./dom.js";
import { Gallery } from "./gallery.js";
import { Ink } from "./ink.js";
import { clientName, Jobs, pending } from "./jobs.js";
import { Listener } from "./listener.js";
import { mend, mended } from "./mend.js";
import { keepOptions } from "./options.js";
import { whenHandedIn } from "./pictures.js";
import { showNotice, showQueue } from "./queue.js";
import { Sender } from "./sender.js";
import { keepTabs } from "./tabs.js";
import { keepTheme } from "./theme.js";
import { View } from "./view.js";

const jobs = new Jobs();
const client = clientName();
const sender = new Sender(jobs, client);
const listener = new Listener(jobs, client);
const ink = new Ink(find("canvas"), find("stroke"));
let queue = null;
let awaited = null; // in view, and not there yet

const view = new View({
  cancel: (job) => {
    api.cancel(job.id).catch(() => {});
    jobs.fail(job, { code: "cancelled", message: "you cancelled it" });
  },
  retry: (job) => sender.canRetry(job) ? () => open(sender.retry(job)) : null,
  mend: (job) => (at, text, say) => correct(job, at, text, say),
  source: (job) => sender.source(job),
});
const gallery = new Gallery(jobs, (job) => { open(job); find("reading").focus(); });

function open(job) {
  jobs.view(job);
  awaited = pending(job) ? job : null;
  reveal();
  // A result is not remembered between visits, its text is.
  if (job.state === "done" && !job.result) fetchResult(job);
}

async function correct(job, at, text, say) {
  const sent = await mend(job, at, text, say);
  if (sent) {
    const mends = { ...job.mends, [`${at.line}/${at.word}`]: text };
    jobs.update(job, { mends, text: mended(job.result, mends) });
  }
  return sent;
}

async function fetchResult(job) {
  try {
    const { result, at } = await api.status(job.id);
    const { text } = job; // as it was mended
    jobs.settle(job, result, job.finished ?? at);
    if (job.mends) jobs.update(job, { text });
  } catch (problem) {
    jobs.fail(job, problem);
  }
}

// Where the reading is below what is seen, as on a phone, go there.
function reveal() {
  const { top } = find("reading").getBoundingClientRect();
  if (top >= 0 && top < innerHeight * 0.25) return;
  if (matchMedia("(min-width: 62rem)").matches) return; // they are side by side
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  find("reading").scrollIntoView({ behavior: calm ? "auto" : "smooth" });
}

function take(files) {
  const sent = files.map((file) => sender.send(file, file.name || "pasted picture"));
  open(sent[0]);
}

async function read() {
  if (ink.empty) return;
  open(sender.send(await ink.picture(), "drawing"));
}

function draw() {
  view.show(jobs.viewed, queue);
  gallery.draw(jobs.viewed);
  if (!awaited || pending(awaited)) return;
  awaited = null;
  reveal(); // there was less to scroll to while it was awaited
}

function expire() {
  const late = jobs.waiting().filter((job) => job.state === "queued" && Date.now() > job.until + 2000);
  for (const job of late) jobs.fail(job, { code: "deadline_passed", message: "no worker took it in time" });
}

async function learn() {
  const about = await api.about();
  sender.bytes = about.image_bytes;
  find("limit").textContent = Math.round(about.image_bytes / 2 ** 20);
  find("samples").hidden = !about.samples.length;
  find("samples").querySelector("ul").append(...about.samples.map(sample));
}

function sample({ name, url }) {
  const image = make("img", { src: url, alt: "", loading: "lazy" });
  const use = async () => open(sender.send(await (await fetch(url)).blob(), `${name}.png`));
  return make("li", {}, make("button", { type: "button", "aria-label": `Read the sample “${name}”`, onclick: use }, image));
}

function wire() {
  jobs.addEventListener("change", draw);
  jobs.addEventListener("view", draw);
  listener.addEventListener("queue", ({ detail }) => { queue = detail; showQueue(queue); showNotice(true, queue); draw(); });
  listener.addEventListener("reached", ({ detail }) => showNotice(detail, queue));
  ink.addEventListener("change", () => {
    for (const id of ["undo", "clear", "read"]) find(id).disabled = ink.empty;
    find("canvas-hint").hidden = !ink.empty;
  });
  find("undo").addEventListener("click", () => ink.undo());
  find("clear").addEventListener("click", () => ink.clear());
  find("read").addEventListener("click", read);
  find("canvas").addEventListener("keydown", (event) => {
    if (event.key === "Enter") read();
    if (event.key === "z" && (event.ctrlKey || event.metaKey)) ink.undo();
  });
}

wire();
keepTabs();
keepOptions();
keepTheme(() => ink.redraw());
whenHandedIn(take);
draw();
learn().catch(() => showNotice(false, null));
setInterval(expire, 1000);
const waiting = jobs.list.find(pending);
if (waiting) open(waiting);
