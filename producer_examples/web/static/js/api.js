// The service, as functions that return its JSON or throw a Problem.

export class Problem extends Error {
  constructor(status, error) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.field = error.field;
  }
}

async function ask(path, init) {
  let answer;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new Problem(0, { code: "service_unreachable", message: "the service does not answer" });
  }
  const body = await answer.json().catch(() => null);
  if (answer.ok) return body;
  throw new Problem(answer.status, body?.error ?? { code: "internal", message: `the service answered ${answer.status}` });
}

export const status = (id) => ask(`/api/jobs/${id}`);
export const cancel = (id) => ask(`/api/jobs/${id}`, { method: "DELETE" });
export const queue = () => ask("/api/queue");
export const about = () => ask("/api/about");

export function submit(picture, name, { client, options, deadline }) {
  const form = new FormData();
  form.set("image", picture, name);
  form.set("client", client);
  form.set("options", JSON.stringify(options));
  form.set("deadline_seconds", deadline);
  return ask("/api/jobs", { method: "POST", body: form });
}

export const correct = (id, correction) =>
  ask(`/api/jobs/${id}/corrections`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(correction),
  });
