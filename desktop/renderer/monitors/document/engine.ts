/**
 * The text recogniser: Tesseract as WebAssembly (tesseract.js-core), given its program and its data as bytes. It fetches
 * nothing by itself, so it runs in any worker and in Node. For the zone its classic engine is used, because the neural one
 * with English data cannot read the filler runs of OCR-B; for printed text the neural one.
 */
import core from 'tesseract.js-core/tesseract-core-simd.js';
import type { ReadWeights } from '../weights/list.ts';
import { type Grey, scaled } from './image.ts';

/** A glyph as read, with its box in pixels of the picture that was given. */
export type Read = { text: string; x0: number; y0: number; x1: number; y1: number };
export type OcrEngine = {
  /** Glyph by glyph, in one block of lines. `alphabet` limits what may be read. */
  glyphs(picture: Grey, alphabet: string): Read[];
  /** Lines of printed text, top to bottom, wherever they stand. */
  text(picture: Grey): string[];
  close(): void;
};

const CLASSIC = 0;
const NEURAL = 1;
const ONE_BLOCK = '6';
const SPARSE = '11';
/** Printed text is read best about this wide. */
const TEXT_WIDTH = 1600;

/** A PGM file (netpbm P5): the simplest that the engine reads. */
function pgmOf({ width, height, data }: Grey): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}

async function unpacked(gzip: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([new Uint8Array(gzip)]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Names and numbers are no words: a dictionary would mend them into some.
const withoutDictionaries = ['load_system_dawg', 'load_freq_dawg', 'load_number_dawg', 'load_punc_dawg', 'load_bigram_dawg']
  .map((name) => `${name} 0`)
  .join('\n');

/** Loads the recogniser; about 0.5 s and 60 MB of memory, until `close`. @throws Error when a file is not the one that was shipped */
export async function openOcrEngine(read: ReadWeights): Promise<OcrEngine> {
  const quiet = () => {};
  const wasmBinary = await read('text-reader.wasm');
  const module = await core({ wasmBinary, TesseractProgress: quiet, print: quiet, printErr: quiet });
  module.FS.writeFile('./eng.traineddata', await unpacked(await read('text-reader-data.gz')));
  module.FS.writeFile('/config', withoutDictionaries);
  const opened = new Map<number, ReturnType<typeof start>>();
  const start = (mode: number) => {
    const api = new module.TessBaseAPI();
    if (api.Init(null, 'eng', mode, '/config') !== 0) throw new Error('The data for reading documents does not fit its program.');
    api.SetVariable('user_defined_dpi', '300');
    opened.set(mode, api);
    return api;
  };
  const recognise = (mode: number, picture: Grey, layout: string, alphabet: string) => {
    const api = opened.get(mode) ?? start(mode);
    api.SetVariable('tessedit_pageseg_mode', layout);
    api.SetVariable('tessedit_char_whitelist', alphabet);
    module.FS.writeFile('/input', pgmOf(picture));
    if (api.SetImageFile(1, 0) === 1) throw new Error('The recogniser could not take a picture.');
    api.Recognize(null);
    return api;
  };
  return {
    glyphs(picture, alphabet) {
      const api = recognise(CLASSIC, picture, ONE_BLOCK, alphabet);
      const boxes = api.GetBoxText(0).split('\n');
      api.Clear();
      return boxes.flatMap((line) => {
        const match = /^(\S+) (\d+) (\d+) (\d+) (\d+) \d+$/.exec(line);
        if (!match?.[1]) return [];
        const [x0 = 0, low = 0, x1 = 0, high = 0] = match.slice(2).map(Number);
        return [{ text: match[1], x0, x1, y0: picture.height - high, y1: picture.height - low }];
      });
    },
    text(picture) {
      const factor = TEXT_WIDTH / picture.width;
      const api = recognise(NEURAL, factor > 1.1 ? scaled(picture, Math.min(3, factor)) : picture, SPARSE, '');
      const text = api.GetUTF8Text();
      api.Clear();
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    },
    close() {
      for (const api of opened.values()) api.End();
      opened.clear();
    },
  };
}
