// Writing on the sheet: strokes that can be taken back, shown as the page is and sent black on white.

const MARGIN = 28;
const SCALE = 2; // pixels sent for one on the sheet

export class Ink extends EventTarget {
  #strokes = [];
  #current = null;
  #width = 0;

  constructor(canvas, widthInput) {
    super();
    this.canvas = canvas;
    this.widthInput = widthInput;
    canvas.addEventListener("pointerdown", (event) => this.#begin(event));
    canvas.addEventListener("pointermove", (event) => this.#go(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, (event) => this.#end(event));
    // A stroke that leaves the sheet marks no text of the page.
    canvas.addEventListener("mousedown", (event) => { event.preventDefault(); canvas.focus({ preventScroll: true, focusVisible: false }); });
    // A finger that writes neither scrolls, selects nor flings.
    canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
    new ResizeObserver(() => this.#fit()).observe(canvas);
  }

  get empty() {
    return this.#strokes.length === 0;
  }

  undo() {
    this.#strokes.pop();
    this.#changed();
  }

  clear() {
    this.#strokes = [];
    this.#changed();
  }

  // A PNG of what was written, with a margin.
  picture() {
    const points = this.#strokes.flatMap((stroke) => stroke.points.map((p) => ({ ...p, r: stroke.width })));
    const x0 = Math.min(...points.map((p) => p.x - p.r)) - MARGIN;
    const y0 = Math.min(...points.map((p) => p.y - p.r)) - MARGIN;
    const x1 = Math.max(...points.map((p) => p.x + p.r)) + MARGIN;
    const y1 = Math.max(...points.map((p) => p.y + p.r)) + MARGIN;
    const sheet = document.createElement("canvas");
    sheet.width = Math.ceil((x1 - x0) * SCALE);
    sheet.height = Math.ceil((y1 - y0) * SCALE);
    const pen = sheet.getContext("2d");
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, sheet.width, sheet.height);
    pen.setTransform(SCALE, 0, 0, SCALE, -x0 * SCALE, -y0 * SCALE);
    this.#draw(pen, "#1b2030");
    return new Promise((done) => sheet.toBlob(done, "image/png"));
  }

  redraw() {
    const pen = this.canvas.getContext("2d");
    const ratio = this.canvas.width / (this.#width || 1);
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#draw(pen, getComputedStyle(this.canvas).color);
  }

  #begin(event) {
    if (!event.isPrimary || event.button !== 0) return;
    // Another pointer may have taken it: the stroke is drawn all the same.
    try { this.canvas.setPointerCapture(event.pointerId); } catch { /* it has left already */ }
    const width = Number(this.widthInput.value);
    this.#current = { id: event.pointerId, width, points: [this.#at(event)] };
    this.#strokes.push(this.#current);
    this.#changed();
  }

  #go(event) {
    if (this.#current?.id !== event.pointerId) return;
    const events = event.getCoalescedEvents?.() ?? [];
    for (const each of events.length ? events : [event]) this.#current.points.push(this.#at(each));
    this.redraw();
  }

  #end(event) {
    if (this.#current?.id === event.pointerId) this.#current = null;
  }

  // A pen presses; a mouse and a finger do not.
  #at(event) {
    const frame = this.canvas.getBoundingClientRect();
    const pressure = event.pointerType === "pen" && event.pressure > 0 ? 0.5 + event.pressure : 1;
    return { x: event.clientX - frame.left, y: event.clientY - frame.top, pressure };
  }

  #fit() {
    const { width, height } = this.canvas.getBoundingClientRect();
    if (!width) return;
    const factor = this.#width ? width / this.#width : 1;
    for (const stroke of this.#strokes) {
      stroke.width *= factor;
      for (const point of stroke.points) Object.assign(point, { x: point.x * factor, y: point.y * factor });
    }
    this.#width = width;
    this.canvas.width = Math.round(width * devicePixelRatio);
    this.canvas.height = Math.round(height * devicePixelRatio);
    this.redraw();
  }

  #changed() {
    this.redraw();
    this.dispatchEvent(new Event("change"));
  }

  #draw(pen, colour) {
    Object.assign(pen, { strokeStyle: colour, lineCap: "round", lineJoin: "round" });
    for (const { points, width } of this.#strokes) trace(pen, points, width);
  }
}

// Through the middles between the points: a hand has no corners that it does not stop at.
function trace(pen, points, width) {
  let from = points[0];
  if (points.length === 1) segment(pen, from, from, from, width * from.pressure);
  points.forEach((point, index) => {
    const next = points[index + 1];
    const to = next ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : point;
    segment(pen, from, point, to, width * point.pressure);
    from = to;
  });
}

function segment(pen, from, by, to, width) {
  pen.lineWidth = width;
  pen.beginPath();
  pen.moveTo(from.x, from.y);
  pen.quadraticCurveTo(by.x, by.y, to.x, to.y);
  pen.stroke();
}
