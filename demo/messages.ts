/** What the demo's processes say to each other. */
import { createHash } from 'node:crypto';
import type { Responses } from '../shared/journal/entry.ts';
import type { Skill } from './content/answers.ts';

export type FromServer = { up: string } | { sitting: string; answers: Record<string, Responses> };
/** Asks for the answers of a simulated candidate who is right in about this share of the questions, 0..1. */
export type ToServer = { whisper: string; ability: number };

/** Which questions a simulated candidate knows: fixed per sitting, so that a restart changes nobody's mind. */
export const skillOf =
  (sitting: string, ability: number) =>
  (place: number): Skill => {
    const [byte = 0] = createHash('sha256').update(`${sitting}:${place}`).digest();
    return byte / 256 < ability ? 'right' : 'wrong';
  };
