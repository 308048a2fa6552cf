// QR codes in pictures and in what the camera sees. The browser's own reader where there is one, which
// is faster; ours everywhere else. Pictures stay in memory and are dropped at once.

/** Longest side of what is looked at, in points: from large to small, as a code may fill a photograph or a corner. */
const SIDES = [1600, 1000, 2600, 640];
/** Longest side of a frame of the camera, and milliseconds between two looks. */
const FRAME = 960;
const BETWEEN = 120;

let reader = null;

/** A function of an image source that gives the text of a code, or null. */
async function readerOf() {
  const formats = (await globalThis.BarcodeDetector?.getSupportedFormats?.().catch(() => [])) ?? [];
  if (formats.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => (await detector.detect(canvas).catch(() => []))[0]?.rawValue ?? null;
  }
  const { decodeQR } = await import("./qr/decode.js");
  return (canvas) => {
    const { width, height } = canvas;
    const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
    try {
      return decodeQR({ width, height, data });
    } catch {
      return null;
    }
  };
}

async function look(canvas) {
  reader ??= readerOf();
  return (await reader)(canvas);
}

/** Draws a source so that its longest side has so many points; white around it and behind what is transparent. */
function drawn(canvas, source, width, height, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  const margin = 16;
  canvas.width = Math.round(width * scale) + 2 * margin;
  canvas.height = Math.round(height * scale) + 2 * margin;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(source, margin, margin, Math.round(width * scale), Math.round(height * scale));
  return canvas;
}

/** The text of the code in a picture; null where there is none, or the file is no picture. */
export async function fromFile(file) {
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return null;
  const canvas = document.createElement("canvas");
  const { width, height } = picture;
  const sides = [...new Set(SIDES.map((side) => Math.min(side, Math.max(width, height))))];
  for (const side of sides) {
    const text = await look(drawn(canvas, picture, width, height, side));
    if (text) {
      picture.close();
      return text;
    }
  }
  picture.close();
  return null;
}

/** The camera behind the device, shown in a `video` until a code is seen or it is stopped. */
export class Camera {
  constructor(video) {
    this.video = video;
    this.stream = null;
  }

  /** Starts; resolves with the text of the first code, or null once it was stopped. */
  async first() {
    const wanted = { video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false };
    this.stream = await navigator.mediaDevices.getUserMedia(wanted);
    this.video.srcObject = this.stream;
    await this.video.play();
    const canvas = document.createElement("canvas");
    while (this.stream) {
      const { videoWidth, videoHeight } = this.video;
      const text = videoWidth > 0 ? await look(drawn(canvas, this.video, videoWidth, videoHeight, FRAME)) : null;
      if (text) {
        this.stop();
        return text;
      }
      await new Promise((rested) => { setTimeout(rested, BETWEEN); });
    }
    return null;
  }

  /** Whether the device has a light that can be lit. */
  get hasLight() {
    return Boolean(this.stream?.getVideoTracks()[0]?.getCapabilities?.().torch);
  }

  async light(on) {
    await this.stream?.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on }] });
  }

  stop() {
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = null;
    this.video.srcObject = null;
  }
}
