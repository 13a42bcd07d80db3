/** Silero VAD 5: how likely 32 ms of sound hold a voice. It hears that somebody speaks, never what is said. */
import * as ort from 'onnxruntime-web/wasm';
import { SAMPLE_RATE, STEP_SAMPLES } from './sound.ts';

/** The end of the step before goes in again; without it quiet voices are missed. */
const CONTEXT = 64;
const STATE = [2, 1, 128] as const;

/** Feeds `samples` (-1..1, `STEP_SAMPLES` of them) and answers the probability of a voice, 0..1. One ear hears one stream. */
export type Ear = { hear(samples: Float32Array): Promise<number> };

/** @param runtime the bytes of onnxruntime's `.wasm`. @throws Error when WebAssembly cannot run */
export async function openEar(model: Uint8Array, runtime: Uint8Array): Promise<Ear> {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.proxy = false;
  ort.env.wasm.wasmBinary = new Uint8Array(runtime).buffer;
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' });
  const sr = new ort.Tensor('int64', BigInt64Array.of(BigInt(SAMPLE_RATE)), []);
  let state = new Float32Array(STATE[0] * STATE[1] * STATE[2]);
  let before = new Float32Array(CONTEXT);
  return {
    async hear(samples) {
      const input = new Float32Array(CONTEXT + STEP_SAMPLES);
      input.set(before);
      input.set(samples.subarray(0, STEP_SAMPLES), CONTEXT);
      before = input.slice(STEP_SAMPLES);
      const result = await session.run({
        input: new ort.Tensor('float32', input, [1, input.length]),
        state: new ort.Tensor('float32', state, STATE),
        sr,
      });
      state = Float32Array.from(floats(result.stateN));
      return floats(result.output)[0] ?? 0;
    },
  };
}

function floats(tensor: ort.Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('The speech model answered in another form than expected.');
  return tensor.data;
}
