// What is asked of the workers, as the job's `options` has it.

import { find } from "./dom.js";

const field = (name) => find("options").querySelector(`[name="${name}"]`);

export function chosen() {
  return { options: { preset: field("preset").value, alternatives: 5 }, deadline: Number(field("deadline").value) };
}
