/// <reference types="node" />
/** An invented wall: 24 sittings, each in its place, some of them in need of someone. */
import { createHash } from 'node:crypto';
import type { WallTile } from '../../../shared/contract/console.ts';
import { draw, type Scene } from './draw.ts';

/** Pictures by the hash of their bytes, as the server keeps them. */
export const pictures = new Map<string, string>();
export function picture(seed: number, scene: Scene): string {
  const svg = draw(seed, scene);
  const hash = createHash('sha256').update(svg).digest('hex');
  pictures.set(hash, svg);
  return hash;
}

const names = [
  'Adaeze Okafor NG',
  'Rafiq Hasan BD',
  'Lucía Mendoza PE',
  'Tadesse Bekele ET',
  'Nadia Khalil MA',
  'Samuel Wanjiru KE',
  'Ifeanyi Umeh NG',
  'Thandi Nkosi ZA',
  'Bishal Gurung NP',
  'Mariam Diarra ML',
  'Jorge Acosta CO',
  'Aye Thandar MM',
  'Kwame Boateng GH',
  'Priya Sharma IN',
  'Yusuf Abdi SO',
  'Elena Popa MD',
  'Grace Mutesi UG',
  'حسين جاسم IQ',
  'Chanda Phiri ZM',
  'Farida Rahimi AF',
  'Nhung Le VN',
  'Ibrahim Sarr SN',
  'Ruth Chirwa MW',
  'Omar Farouk EG',
];

type Special = { scene?: Scene; ago?: number } & Partial<Omit<WallTile, 'sitting' | 'place' | 'name'>>;
const special: Record<number, Special> = {
  5: { level: 'now', reason: 'several-faces', ago: 42, scene: 'two', openIncidents: 1 },
  13: { level: 'now', reason: 'phone', ago: 58, scene: 'phone', openIncidents: 1 },
  20: { level: 'now', reason: 'help', ago: 80, note: 'My calculator does not open' },
  2: { level: 'watch', reason: 'looking-away', ago: 125, scene: 'away' },
  9: { level: 'watch', reason: 'speech', ago: 190 },
  11: { level: 'watch', reason: 'no-face', ago: 31, scene: 'empty' },
  17: { level: 'technical', reason: 'too-dark', ago: 408, scene: 'dark' },
  7: { level: 'technical', reason: 'offline', ago: 134, online: false },
  14: { level: 'technical', reason: 'offline', ago: 31, online: false },
  18: {
    level: 'check-in',
    reason: 'release',
    ago: 62,
    stage: 'waiting',
    question: null,
    answered: 0,
    remainingMs: null,
    doubts: ['document-expired', 'room-declined', 'name-unsure'],
  },
  22: { stage: 'paused' },
  23: { level: 'over', stage: 'submitted', remainingMs: 0, answered: 60 },
  21: { level: 'check-in', stage: 'check-in', question: null, answered: 0, remainingMs: null, still: null },
  19: {
    level: 'check-in',
    reason: 'gate',
    ago: 95,
    stage: 'waiting',
    question: null,
    answered: 0,
    remainingMs: null,
    held: ['programs', 'measure-screen-capture'],
  },
};

/** The wall as it stands at `now`. */
export const people = (now: number): WallTile[] =>
  names.map((named, at) => {
    const { scene, ago, ...changes } = special[at] ?? {};
    const question = 12 + ((at * 11) % 27);
    return {
      sitting: `sit_${String(at + 1).padStart(2, '0')}`,
      place: at + 1,
      name: named.slice(0, -3),
      country: named.slice(-2),
      stage: 'running',
      level: 'quiet',
      reason: null,
      since: ago === undefined ? null : now - ago * 1000,
      note: null,
      question,
      questions: 60,
      doubts: [],
      held: [],
      answered: question - 2,
      remainingMs: (95 - ((at * 17) % 60)) * 60_000,
      online: true,
      lastSeen: now - (changes.online === false ? (ago ?? 0) : 1) * 1000,
      still: picture(at, scene ?? 'alone'),
      openIncidents: 0,
      ...changes,
    };
  });
