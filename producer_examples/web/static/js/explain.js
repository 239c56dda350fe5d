// What went wrong, as a person wants to be told: what it is, and what to do about it.

const EXPLAINED = {
  not_an_image: ["This is not a picture", "The file does not hold a picture that can be opened, whatever its name says. Choose a PNG, JPEG, WebP, GIF, BMP, TIFF or AVIF."],
  image_too_large: ["The picture is too large", "Send a smaller copy, or cut it to the writing."],
  queue_full: ["The queue is full", "Too many pictures are waiting already. Try again in a while."],
  redis_unavailable: ["Redis does not answer", "The queue cannot be reached, so the picture was not sent. Start Redis, then try again."],
  service_unreachable: ["The page has lost its service", "The program that serves this page does not answer. Start it again (make demo), then try again."],
  deadline_passed: ["It waited too long", "Nobody read it before its deadline. Try again, or give it more time under Options."],
  time_limit: ["It took too long to read", "Try a smaller picture, or cut it to the writing."],
  attempts_exhausted: ["The worker was lost at it", "The worker's process ended each time it read this picture. Its log says more."],
  cancelled: ["Cancelled", "You took it back before it was read."],
  image_not_found: ["The picture has expired", "It waited longer than pictures are kept. Hand it in again."],
  job_expired: ["Nothing is known of it any more", "Results are kept for a day. Hand the picture in again."],
  model_unavailable: ["No model serves", "The worker has no network to read with. `inkqueue doctor` tells why."],
  no_match: ["Nothing fits what you asked for", "No reading is near the character set, pattern or lexicon. Loosen it under Options."],
  invalid_job: ["The worker refused the options", null],
  source_not_allowed: ["The worker may not open it", null],
  internal: ["A mistake of ours", "The worker's log says more."],
};

export function explain(error) {
  const [title, advice] = EXPLAINED[error.code] ?? ["It could not be read", null];
  const message = error.field && !advice ? `${error.field}: ${error.message}` : error.message;
  return { title, advice: advice ?? message, detail: advice ? message : null };
}

export const STAGES = {
  fetch: "fetching the picture",
  decode: "opening the picture",
  ink: "finding the ink",
  lines: "finding the lines",
  segment: "parting the letters",
  normalise: "preparing the letters",
  classify: "recognising the letters",
  compose: "putting words together",
};

export const START_WORKER = "celery -A worker worker -Q interactive,bulk";
