/** Speech: steps of noise taken for a voice, and utterances found, from recordings at 16 kHz. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SPEECH_STEPS, speech, VOICE } from '../../../desktop/renderer/monitors/detectors/speech.ts';
import { SAMPLE_RATE, STEP_SAMPLES } from '../../../desktop/renderer/monitors/nets/sound.ts';
import { openEar } from '../../../desktop/renderer/monitors/nets/speech.ts';
import { packagedWeights } from '../../../desktop/renderer/monitors/weights/node.ts';
import { type Measurement, mark, type Section } from './kit.ts';
import { type Share, share, told } from './stats.ts';

const noises = /^(typing|fan|chair|music)/;
const voices = /^(jfk|espeak|speech)/;

/** Samples of a WAV file (16 bit, mono, 16 kHz) from -1 to 1. @throws Error for another form */
export function readSound(file: string): Float32Array {
  const bytes = readFileSync(file);
  let at = 12;
  let rate = 0;
  while (at + 8 <= bytes.length) {
    const name = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    if (name === 'fmt ')
      rate = bytes.readUInt16LE(at + 10) === 1 && bytes.readUInt16LE(at + 22) === 16 ? bytes.readUInt32LE(at + 12) : 0;
    if (name === 'data') {
      if (rate !== SAMPLE_RATE) throw new Error(`${file}: not 16 bit, mono and ${SAMPLE_RATE} Hz`);
      const end = Math.min(bytes.length, at + 8 + length);
      return Float32Array.from({ length: (end - at - 8) >> 1 }, (_, i) => bytes.readInt16LE(at + 8 + i * 2) / 32768);
    }
    at += 8 + length + (length & 1);
  }
  throw new Error(`${file}: no sound in it`);
}

/** Stretches of a clean recording that are louder than its pauses, in steps: what a person would call an utterance. */
export function utterancesOf(sound: Float32Array): { from: number; to: number }[] {
  const steps = Math.floor(sound.length / STEP_SAMPLES);
  const loud = Array.from({ length: steps }, (_, i) => {
    const part = sound.subarray(i * STEP_SAMPLES, (i + 1) * STEP_SAMPLES);
    return Math.sqrt(part.reduce((sum, value) => sum + value * value, 0) / STEP_SAMPLES);
  });
  const sorted = loud.toSorted((a, b) => a - b);
  const limit = (sorted[Math.floor(steps * 0.95)] ?? 0) * 0.15;
  const found: { from: number; to: number }[] = [];
  loud.forEach((value, i) => {
    if (value < limit) return;
    const last = found.at(-1);
    if (last && i - last.to <= 9) last.to = i + 1;
    else found.push({ from: i, to: i + 1 });
  });
  return found.filter(({ from, to }) => to - from >= 12);
}

export const hearing: Measurement = async ({ folder }): Promise<Section> => {
  const title = 'Speech (speech@1)';
  const { globSync } = await import('node:fs');
  if (!folder || !existsSync(path.join(folder, 'audio'))) return { title, lines: ['no corpus: not measured'], marks: [] };
  const files = globSync('audio/*.wav', { cwd: folder }).toSorted();
  const [model, runtime] = [await packagedWeights('speech.onnx'), await packagedWeights('ort-wasm-simd-threaded.wasm')];
  const lines: string[] = [];
  const rates: Share[] = [];
  let spoken = share(0, 0);
  for (const file of files) {
    const name = path.basename(file);
    const sound = readSound(path.join(folder, file));
    const ear = await openEar(model, runtime);
    const heard: number[] = [];
    for (let at = 0; at + STEP_SAMPLES <= sound.length; at += STEP_SAMPLES)
      heard.push(await ear.hear(sound.subarray(at, at + STEP_SAMPLES)));
    const voiced = share(heard.filter((probability) => probability >= VOICE).length, heard.length);
    const windows = Array.from({ length: Math.floor(heard.length / SPEECH_STEPS) }, (_, i) =>
      speech(heard.slice(i * SPEECH_STEPS, (i + 1) * SPEECH_STEPS)),
    );
    lines.push(
      `${name}: voice in ${told(voiced)} steps; ${windows.filter(({ seen }) => seen).length} of ${windows.length} half seconds called speech`,
    );
    if (noises.test(name)) rates.push(voiced);
    if (!voices.test(name)) continue;
    // A quieter copy, or one with noise, has its utterances where the clean recording has them.
    const clean = path.join(folder, 'audio', `${name.split(/[-.]/)[0]}.wav`);
    const utterances = utterancesOf(existsSync(clean) ? readSound(clean) : sound);
    const found = utterances.filter(({ from, to }) => heard.slice(from, to).filter((one) => one >= VOICE).length >= 4).length;
    lines.push(`  utterances found: ${told(share(found, utterances.length))}`);
    spoken = share(spoken.count + found, spoken.of + utterances.length);
  }
  const worst = rates.toSorted((a, b) => b.count / b.of - a.count / a.of)[0] ?? share(0, 0);
  return {
    title,
    lines,
    marks: [
      mark(
        'voice in under 2 % of the steps of typing, fan, chair and music',
        rates.every(({ count, of }) => count < 0.02 * of),
        told(worst),
      ),
      mark('over 85 % of utterances found', spoken.count > 0.85 * spoken.of, told(spoken)),
    ],
  };
};
