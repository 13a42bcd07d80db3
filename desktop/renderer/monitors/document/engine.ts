/**
 * The text recogniser: Tesseract's classic engine as WebAssembly, given its program and its data as bytes. It fetches
 * nothing, so a page without a network can run it, in any worker and in Node. The classic engine (mode 0) is used because
 * the neural one with English data cannot read the filler runs of OCR-B.
 */
import { type Grey } from './image.ts';

/** The parts of tesseract.js-core that are used here; the package has no types of its own. */
type Api = {
  Init(path: null, language: string, mode: number, config: string): number;
  SetVariable(name: string, value: string): boolean;
  SetImageFile(exif: number, angle: number): number;
  Recognize(monitor: null): number;
  GetUTF8Text(): string;
  GetBoxText(page: number): string;
  GetTSVText(page: number): string;
  Clear(): void;
  End(): void;
};
type Module = { FS: { writeFile(path: string, data: Uint8Array | string): void }; TessBaseAPI: new () => Api };
export type CoreFactory = (options: { wasmBinary: Uint8Array; TesseractProgress: () => void; print: () => void; printErr: () => void }) => Promise<Module>;

/** A glyph as read, with its box in pixels of the picture that was given. */
export type Read = { text: string; x0: number; y0: number; x1: number; y1: number };
export type OcrEngine = {
  /** Glyph by glyph. `alphabet` limits what may be read; `lines` expects one block of text lines. */
  glyphs(picture: Grey, alphabet: string): Read[];
  /** Lines of text, top to bottom, wherever they stand. */
  text(picture: Grey): string[];
  close(): void;
};

/** A PGM file (netpbm P5): the simplest that the engine reads. */
function pgmOf({ width, height, data }: Grey): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}

const withoutDictionaries = ['load_system_dawg', 'load_freq_dawg', 'load_number_dawg', 'load_punc_dawg', 'load_bigram_dawg']
  .map((name) => `${name} 0`)
  .join('\n');

/**
 * @param core the factory that `tesseract.js-core/tesseract-core-simd.js` exports
 * @param wasm `tesseract-core-simd.wasm`
 * @param language trained data with the classic engine's parts, not compressed
 * @throws Error when the data is not of this engine
 */
export async function createOcrEngine(core: CoreFactory, wasm: Uint8Array, language: Uint8Array): Promise<OcrEngine> {
  const quiet = () => {};
  const module = await core({ wasmBinary: wasm, TesseractProgress: quiet, print: quiet, printErr: quiet });
  module.FS.writeFile('./eng.traineddata', language);
  module.FS.writeFile('/config', withoutDictionaries);
  const api = new module.TessBaseAPI();
  if (api.Init(null, 'eng', 0, '/config') !== 0) throw new Error('The data for reading documents does not fit the engine.');
  api.SetVariable('user_defined_dpi', '300');
  const recognise = (picture: Grey, mode: string, alphabet: string) => {
    api.SetVariable('tessedit_pageseg_mode', mode);
    api.SetVariable('tessedit_char_whitelist', alphabet);
    module.FS.writeFile('/input', pgmOf(picture));
    if (api.SetImageFile(1, 0) === 1) throw new Error('A picture could not be given to the text recogniser.');
    api.Recognize(null);
  };
  return {
    glyphs(picture, alphabet) {
      recognise(picture, '6', alphabet);
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
      recognise(picture, '11', '');
      const text = api.GetUTF8Text();
      api.Clear();
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    },
    close: () => api.End(),
  };
}
