/** On the audio thread: gathers the microphone's samples (the context runs at 16 kHz) and passes them on in steps. */
export {};

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Silero's step; importing it would bring the nets along. */
const STEP = 512;

class Hearing extends AudioWorkletProcessor {
  #out: MessagePort | null = null;
  #samples = new Float32Array(STEP);
  #filled = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<MessagePort>) => {
      this.#out = data;
    };
  }

  process([input]: Float32Array[][]): boolean {
    const channel = input?.[0];
    for (const sample of channel ?? []) {
      this.#samples[this.#filled++] = sample;
      if (this.#filled < STEP) continue;
      this.#out?.postMessage(this.#samples);
      this.#samples = new Float32Array(STEP);
      this.#filled = 0;
    }
    return true;
  }
}
registerProcessor('hearing', Hearing);
