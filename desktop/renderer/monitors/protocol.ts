/** What the page and the monitors' worker say to each other. Small data; pictures and sound go by transferred streams. */
import type { SignalKind } from '../../../shared/journal/entry.ts';
import type { Observation } from './detectors/detector.ts';
import type { PictureState } from './detectors/light.ts';
import type { Face } from './eyes.ts';
import type { Frame } from './frame.ts';
import type { Gaze } from './nets/iris.ts';
import type { Report, Signal, WatchSettings } from './watch.ts';

/** A face as the page gets it; `gaze` and `descriptor` when they were asked for. */
export type FaceSeen = Omit<Face, 'points' | 'rough'> & { gaze: Gaze | null; descriptor: Float32Array | null };
/** One look at a picture: the faces that count, largest first, and whether the picture will do. */
export type Seen = { at: number; width: number; height: number; faces: FaceSeen[]; picture: PictureState; cost: number };
export type Wanted = { gaze?: boolean; descriptor?: boolean };

export type ToWorker =
  | { type: 'open'; weights: string }
  /** One picture: pixels, or a coded one (JPEG, PNG). */
  | { type: 'see'; id: number; picture: Frame | Blob; wanted: Wanted }
  /** Frames of a camera for the check-in, analysed every `every` ms; the next stream ends the one before. */
  | { type: 'follow'; frames: ReadableStream<VideoFrame>; every: number; wanted: Wanted }
  /** The exam goes on, with or without a camera: what is known of the face, and what nobody looks for. */
  | { type: 'begin'; settings: WatchSettings }
  /** Frames of a camera for the exam. */
  | { type: 'watch'; frames: ReadableStream<VideoFrame> }
  /** 16 kHz mono sound in pieces of 512 samples comes over the port. */
  | { type: 'listen'; sound: MessagePort }
  /** What a detector of the page saw: typing, paste, the camera's name. */
  | { type: 'observed'; observation: Observation; at: number }
  | { type: 'stop' };

export type FromWorker =
  | { type: 'ready'; ms: number }
  /** It sees nothing any more: it could not start, or the stream ended with a fault. */
  | { type: 'failed'; message: string }
  /** The microphone is not heard; the camera goes on. */
  | { type: 'deaf'; message: string }
  | { type: 'seen'; id: number; seen: Seen }
  | { type: 'see-failed'; id: number; message: string }
  | { type: 'followed'; seen: Seen }
  | { type: 'report'; report: Omit<Report, 'signals'>; interval: number }
  | { type: 'signal'; signal: Signal };

export type { Report, Signal, SignalKind, WatchSettings };
