// What a word really says: told to the workers, kept with the job.

import * as api from "./api.js";
import { explain } from "./explain.js";

const TRIES = 40;
const TRY_MS = 500;

// The text as it was mended: `mends` has what was said, by "line/word".
export function mended(result, mends = {}) {
  const words = (line, at) => line.words.map((word, place) => mends[`${at}/${place}`] ?? word.text);
  return result.lines.map((line, at) => words(line, at).join(" ")).join("\n");
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
