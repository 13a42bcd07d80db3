import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ForbiddenProgram, forbiddenAmong } from '../../../shared/lockdown/program-list.ts';
import { namesIn, programFrom, withoutProgram, withProgram } from './change.ts';

test('what is typed becomes a program that is found as it runs', () => {
  const added = programFrom(' Spy Glass ', 'overlay', 'SpyGlass.exe, spyglassd\nSpyGlass');
  expect(added).toEqual({ id: 'spy-glass', title: 'Spy Glass', kind: 'overlay', starts: ['spyglass', 'spyglassd'] });
  if (!added) throw new Error('nothing was made');
  expect(forbiddenAmong(['SpyGlass64.exe'], { programs: [added] })).toEqual([added]);
  expect(programFrom('', 'overlay', 'spyglass')).toBeNull();
  expect(programFrom('Spy', 'overlay', ' , ')).toBeNull();
});

test('a title in any script gets a name that the list takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (title) => {
      const program = programFrom(title, 'messages', 'chatter');
      if (program) expect(ForbiddenProgram.safeParse(program).success, title).toBe(true);
    }),
  );
});

test('adding twice replaces, removing removes', () => {
  const one = { id: 'one', title: 'One', kind: 'overlay' as const, starts: ['one-first'] };
  const again = { ...one, starts: ['one-second'] };
  expect(withProgram(withProgram([], one), again)).toEqual([again]);
  expect(withoutProgram([one], 'one')).toEqual([]);
  expect(namesIn('A.app')).toEqual(['a']);
});
