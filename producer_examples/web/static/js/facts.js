// Who read it, how, how sure, and where the time went.

import { make, percent } from "./dom.js";
import { judged } from "./mend.js";

const SHOWN = 5;

export function facts(job, result) {
  const { confidence, review } = judged(result, job.mends);
  const out = result.left_out?.length;
  const rows = [
    [job.mends ? "Confidence, corrected" : "Confidence", percent(confidence)],
    ["A person should look", review ? "yes" : "no"],
    ...(out ? [["Left out as print", `${out} ${out === 1 ? "word" : "words"}`]] : []),
    ["Preset", job.preset],
    ["Model", result.model],
  ];
  return make("dl", { class: "facts" }, ...rows.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

export function times(job, result) {
  const parts = portions(job, result);
  const total = parts.reduce((sum, [, ms]) => sum + ms, 0);
  const track = make("div", { class: "track", "aria-hidden": "true" }, ...parts.map(([, ms], index) => {
    const part = make("i", { class: `t${index}` });
    part.style.flexGrow = ms;
    return part;
  }));
  const list = make("ul", {}, ...parts.map(([name, ms], index) => make("li", {}, make("i", { class: `t${index}`, "aria-hidden": "true" }), `${name} ${milliseconds(ms)}`)));
  return make("div", { class: "times" }, make("h3", {}, `Time: ${milliseconds(total)}`), track, list);
}

// What the stages do not account for was spent waiting and on the way.
function portions(job, result) {
  const stages = Object.entries(result.milliseconds);
  const read = stages.reduce((sum, [, ms]) => sum + ms, 0);
  const waited = Math.max(0, job.finished - job.sent - read);
  const longest = new Set([...stages].sort((a, b) => b[1] - a[1]).slice(0, SHOWN - 1).map(([name]) => name));
  const rest = stages.filter(([name]) => !longest.has(name)).reduce((sum, [, ms]) => sum + ms, 0);
  const shown = stages.filter(([name]) => longest.has(name));
  return [["in the queue", waited], ...shown, ...(rest > 0 ? [["other stages", rest]] : [])];
}

const milliseconds = (ms) => (ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`);
