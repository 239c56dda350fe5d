// What a word really says: told to the workers, kept with the job.

import * as api from "./api.js";
import { tier } from "./dom.js";
import { explain } from "./explain.js";

const TRIES = 40;
const TRY_MS = 500;
const CLEAR = 0.8; // how likely left-out print must be print, that nobody need look at it

// The text as it was mended: `mends` has what was said, by "line/word".
export function mended(result, mends = {}) {
  const words = (line, at) => line.words.map((word, place) => mends[`${at}/${place}`] ?? word.text);
  return result.lines.map((line, at) => words(line, at).join(" ")).join("\n");
}

// How sure the reading is by now, and whether a person should look: of what was mended, one is sure.
export function judged(result, mends = {}) {
  const words = result.lines.flatMap((line, at) => line.words.map((word, place) => {
    return { size: word.text.length, confidence: mends[`${at}/${place}`] === undefined ? word.confidence : 1 };
  }));
  if (!Object.keys(mends).length) return { confidence: result.confidence, review: result.needs_review };
  const size = words.reduce((sum, word) => sum + word.size, 0);
  const confidence = words.reduce((sum, word) => sum + word.size * word.confidence, 0) / size;
  const doubtful = words.some((word) => tier(word.confidence) !== "sure") || (result.left_out ?? []).some((word) => word.confidence < CLEAR);
  return { confidence, review: result.needs_review && doubtful };
}

// Tells `say` how it went; whether it was sent.
export async function mend(job, at, text, say) {
  try {
    const sent = await api.correct(job.id, { ...at, text });
    say("Sent.");
    learned(sent.job_id).then(say);
    return true;
  } catch (problem) {
    say(`${explain(problem).title}: the correction was not sent.`);
    return false;
  }
}

async function learned(id) {
  for (let tried = 0; tried < TRIES; tried += 1) {
    await new Promise((done) => setTimeout(done, TRY_MS));
    const { result } = await api.status(id).catch(() => ({})); // nothing is known of it until a worker has it
    if (result) return outcome(result);
  }
  return "Sent; no worker has taken it yet.";
}

function outcome({ error, recorded, changed }) {
  if (error) return `Not learnt from: ${error.message}.`;
  const letters = (count) => `${count} ${count === 1 ? "letter" : "letters"}`;
  return `Kept for the next training: ${letters(recorded)}, ${changed} of them misread.`;
}
