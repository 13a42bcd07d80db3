import type { ConsentWords } from './words.ts';

const pictures = { portrait: 'your portrait', document: 'a photo of an identity document', room: 'four pictures of your room' };
const digits = ['', 'the last character', 'the last two characters', 'the last three characters', 'the last four characters'];

export const english: ConsentWords = {
  taken: (which) =>
    `Before the exam, ${which.map((one) => pictures[one]).join(', ')} ${which.length > 1 ? 'are' : 'is'} taken, so that a person can see that you are you.`,
  read: (kept) =>
    `The document is read on your own computer; what is kept of it as text is whether name and face agree${kept > 0 ? ` and ${digits[kept]} of its number` : ''}.`,
  turned: 'You are asked to turn your head and to blink; only whether that worked is kept.',
  never:
    'Numbers that describe your face never leave your computer. You may leave out a step and say why; a person then decides.',
  stills: (seconds) =>
    seconds > 0
      ? `While the exam runs, a small picture from your camera is taken every ${seconds} seconds and shown to a proctor.`
      : 'While the exam runs, no pictures are taken on a schedule.',
  clips: (kept) =>
    kept
      ? 'Where something unusual is noticed, a short video of that moment, without sound, is kept. Apart from that no video is kept, and no sound leaves your computer.'
      : 'No video is recorded and no sound leaves your computer.',
  record:
    'Your answers, the times at which you gave them, and technical events (such as a lost connection) are kept in a signed record. You can be shown this record.',
  people:
    'If something unusual is observed, people look at it and decide. No machine decides about you, and no feelings, origin, age or gender are ever inferred.',
  destroyed: (days) =>
    `All pictures are stored encrypted and destroyed ${days} days after your result is final. It is logged who looks at them.`,
  help: 'You may ask for help at any time during the exam. Technical trouble is never held against you, and time lost to it is given back as the exam rules say.',
};
