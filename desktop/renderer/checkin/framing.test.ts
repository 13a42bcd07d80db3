import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Seen } from '../monitors/protocol.ts';
import { type Advice, adviceFor, type Guide, guided, newGuide } from './framing.ts';

const face = (x: number, y: number, h: number, yaw = 0): Seen['faces'][number] => ({
  box: [x * 640 - (h * 480) / 2, y * 480 - (h * 480) / 2, h * 480, h * 480],
  score: 0.9,
  flag: 0.9,
  pose: { yaw, pitch: 0, roll: 0 },
  openness: 0.3,
  gaze: null,
  descriptor: null,
});
const seen = (faces: Seen['faces'], picture: Seen['picture'] = 'good'): Seen => ({
  at: 0,
  width: 640,
  height: 480,
  faces,
  picture,
  cost: 1,
});

describe('advice', () => {
  it.each<[string, Seen, Advice]>([
    ['an empty chair', seen([]), 'nobody'],
    ['a covered lens', seen([], 'covered'), 'covered'],
    ['a dark room', seen([], 'too-dark'), 'too-dark'],
    ['a window behind', seen([face(0.5, 0.5, 0.4)], 'backlit'), 'backlit'],
    ['two people', seen([face(0.3, 0.5, 0.4), face(0.7, 0.5, 0.4)]), 'several'],
    ['a face far away', seen([face(0.5, 0.5, 0.15)]), 'closer'],
    ['a face too close', seen([face(0.5, 0.5, 0.8)]), 'further'],
    ['a face on the left of the picture', seen([face(0.2, 0.5, 0.4)]), 'left'],
    ['a face on the right of the picture', seen([face(0.8, 0.5, 0.4)]), 'right'],
    ['a face at the top', seen([face(0.5, 0.25, 0.4)]), 'down'],
    ['a face that looks aside', seen([face(0.5, 0.5, 0.4, 30)]), 'straight'],
    ['a face as it should be', seen([face(0.5, 0.5, 0.4)]), 'good'],
  ])('on %s', (_what, look, advice) => expect(adviceFor(look)).toBe(advice));
});

describe('the guide', () => {
  const say = (looks: readonly Advice[], every = 400): (Advice | null)[] => {
    let guide: Guide<Advice> = newGuide();
    return looks.map((advice, at) => {
      guide = guided(guide, advice, at * every);
      return guide.shown;
    });
  };

  it('says the first thing soon', () => expect(say(['closer', 'closer', 'closer'])).toEqual([null, 'closer', 'closer']));

  it('is not moved by one bad frame', () => {
    expect(say(['good', 'good', 'nobody', 'good', 'nobody', 'good'])).not.toContain('nobody');
  });

  it('says another thing at most every three seconds, whatever it sees', () => {
    const advice = fc.constantFrom<Advice>('closer', 'further', 'good', 'nobody', 'too-dark');
    fc.assert(
      fc.property(fc.array(advice, { maxLength: 80 }), (looks) => {
        let last = Number.NEGATIVE_INFINITY;
        const said = say(looks, 200);
        said.forEach((shown, at) => {
          if (at === 0 || shown === said[at - 1] || said[at - 1] === null) return;
          expect(at * 200 - last).toBeGreaterThanOrEqual(3000);
          last = at * 200;
        });
      }),
    );
  });
});
