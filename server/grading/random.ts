/** Numbers that look random and follow from a seed alone, the same on every machine. */
import { digest } from '../../shared/journal/chain.ts';

export type Random = () => number;

/** A generator of numbers in [0, 1): sfc32, started from the SHA-256 of the seed. */
export function randomOf(seed: string): Random {
  const hash = digest(['random', seed]);
  const word = (index: number): number => Number.parseInt(hash.slice(8 * index, 8 * index + 8), 16) | 0;
  let a = word(0);
  let b = word(1);
  let c = word(2);
  let counter = word(3);
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** Numbers of a generator that is made when the first one is asked for: most items never do. */
export function lazily(make: () => Random): Random {
  let made: Random | null = null;
  return () => {
    made ??= make();
    return made();
  };
}
