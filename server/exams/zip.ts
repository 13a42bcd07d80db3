/** Reads a zip from memory under limits. Names and contents come from outside: nothing is written anywhere. */
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { Report } from './report.ts';

export type ZipLimits = { entries: number; totalBytes: number; ratio: number };
/** A package of pictures and XML stays far below these; `ratio` is unpacked to packed bytes of one file. */
export const zipLimits: ZipLimits = { entries: 5_000, totalBytes: 200_000_000, ratio: 200 };
/** Small files of repeated text pack better than any ratio; they cost nothing. */
const RATIO_FREE_BYTES = 1_000_000;
const ENCRYPTED = 0x1;

/** The files of a zip by their path. When the report gains a problem, the map is not to be used. */
export async function readZip(bytes: Uint8Array, report: Report, limits = zipLimits): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes), { decodeStrings: false });
    if (zip.entryCount > limits.entries) {
      report.add('package', null, `The zip lists ${zip.entryCount} files; at most ${limits.entries} are taken. Split the exam.`);
      return files;
    }
    let total = 0;
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      const fault = faultOf(entry, name, limits) ?? (files.has(name) ? 'is in the zip twice. Keep one of them.' : undefined);
      if (fault) {
        report.add(name, null, `This file ${fault}`);
        continue;
      }
      if (name.endsWith('/')) continue;
      total += entry.uncompressedSize;
      if (total > limits.totalBytes) {
        report.add('package', null, `The files unpack to more than ${limits.totalBytes} bytes. Use smaller pictures.`);
        return files;
      }
      files.set(name, await contentOf(zip, entry));
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report.add('package', null, `The zip cannot be read (${why}). Export the package again and send the whole file.`);
  }
  return files;
}

/** With `decodeStrings: false` names arrive as bytes; a package's names are UTF-8. */
const nameOf = (entry: Entry): string => new TextDecoder().decode(entry.fileNameRaw);

function faultOf(entry: Entry, name: string, limits: ZipLimits): string | undefined {
  if (name.includes('\\')) return 'has a backslash in its path. Write paths with "/".';
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name)) return 'has an absolute path. Paths start at the root of the package.';
  if (name.split('/').includes('..')) return 'points outside of the package ("..").';
  if (name.includes('\0') || name.includes('\uFFFD')) return 'has a name that is not UTF-8 text. Rename it.';
  if (entry.generalPurposeBitFlag & ENCRYPTED) return 'is encrypted. Send the package without a password.';
  const large = entry.uncompressedSize > RATIO_FREE_BYTES;
  if (large && entry.uncompressedSize > entry.compressedSize * limits.ratio)
    return `unpacks to more than ${limits.ratio} times its size and is not opened.`;
  return undefined;
}

/** yauzl stops the stream as soon as it exceeds the size that the zip declares. */
async function contentOf(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(Buffer.from(chunk));
  return Uint8Array.from(Buffer.concat(chunks));
}
