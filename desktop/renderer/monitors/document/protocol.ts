/** What the page and the reader's worker say to each other. The name and the number that were read never leave the worker. */
import type { DocumentVerdict } from './judge.ts';

/** One quick look at a frame: where the zone is, and whether enough was seen of it by now. */
export type Glance = { zone: { clear: number; pitch: number } | null; readable: boolean };
export type Wish = {
  /** The candidate's registered name. */
  registered: string;
  /** How many last characters of the number may be kept. */
  digits: number;
  /** ms since 1970. */
  now: number;
};
/** `portrait`: the part of the picture above the zone, as a JPEG, where the holder's face is. */
export type DocumentRead = DocumentVerdict & { portrait: Blob | null };

export type ToReader =
  | { type: 'open'; weights: string }
  | { type: 'follow'; frames: ReadableStream<VideoFrame>; every: number }
  | { type: 'read'; id: number; picture: Blob; wish: Wish };
export type FromReader =
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  | { type: 'glanced'; glance: Glance }
  | { type: 'read'; id: number; read: DocumentRead }
  | { type: 'read-failed'; id: number; message: string };
