/** The part of tesseract.js-core that is used here; the package has no types of its own. */
declare module 'tesseract.js-core/tesseract-core-simd.js' {
  type Api = {
    Init(path: null, language: string, mode: number, config: string): number;
    SetVariable(name: string, value: string): boolean;
    SetImageFile(exif: number, angle: number): number;
    Recognize(monitor: null): number;
    GetUTF8Text(): string;
    GetBoxText(page: number): string;
    Clear(): void;
    End(): void;
  };
  type Module = { FS: { writeFile(path: string, data: Uint8Array | string): void }; TessBaseAPI: new () => Api };
  type Options = { wasmBinary: Uint8Array; TesseractProgress: () => void; print: () => void; printErr: () => void };
  const core: (options: Options) => Promise<Module>;
  export default core;
}
