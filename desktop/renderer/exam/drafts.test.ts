import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Outcome, Problem } from '../../../shared/contract/problem.ts';
import type { Responses } from '../../../shared/journal/entry.ts';
import { createDrafts, TYPING_PAUSE_MS } from './drafts.ts';

const full: Problem = { code: 'internal', message: 'The disk is full.' };

/** Main with a journal of its own, a clock that only the test moves, and replies it gives when told. */
function bench(accepts: () => boolean = () => true) {
  const journal: Record<string, Responses> = {};
  const replies: (() => void)[] = [];
  let timer: { callback: () => void; ms: number } | null = null;
  const comments: Record<string, string> = {};
  const drafts = createDrafts(
    { answers: {}, comments: {} },
    {
      answer: ({ item, responses }) => {
        // Main takes answers in the order in which they are called, and refuses or stores at once.
        const ok = accepts();
        if (ok) journal[item] = responses;
        return new Promise<Outcome<{ seq: number }>>((resolve) => {
          replies.push(() => resolve(ok ? { ok, value: { seq: 1 } } : { ok, problem: full }));
        });
      },
      comment: ({ item, text }) => {
        const ok = accepts();
        if (ok) comments[item] = text;
        return Promise.resolve<Outcome<object>>(ok ? { ok, value: {} } : { ok, problem: full });
      },
      later: (callback, ms) => {
        timer = { callback, ms };
        return () => {
          timer = null;
        };
      },
    },
  );
  const reply = async () => {
    while (replies.length > 0) replies.shift()?.();
    await new Promise((settled) => setImmediate(settled));
  };
  const wait = () => {
    const due = timer;
    timer = null;
    due?.callback();
  };
  return { drafts, journal, comments, reply, wait, planned: () => timer?.ms ?? null };
}

it('waits for a pause in typing, and stores the whole text then', async () => {
  const { drafts, journal, reply, wait, planned } = bench();
  for (const text of ['M', 'Me', 'Mea']) drafts.change('essay', 'R', [text], TYPING_PAUSE_MS);
  expect(journal).toEqual({});
  expect(planned()).toBe(TYPING_PAUSE_MS);
  wait();
  expect(journal).toEqual({ essay: { R: ['Mea'] } });
  expect(drafts.state().saving).toBe('pending');
  await reply();
  expect(drafts.state().saving).toBe('saved');
});

it('keeps what main refuses, says so, and offers it again', async () => {
  let accepts = false;
  const { drafts, journal, reply, wait } = bench(() => accepts);
  drafts.change('q', 'R', ['a'], 0);
  await reply();
  expect(drafts.state()).toMatchObject({ saving: 'failed', problem: full, answers: { q: { R: ['a'] } } });
  accepts = true;
  wait();
  await reply();
  expect(journal).toEqual({ q: { R: ['a'] } });
  expect(drafts.state()).toMatchObject({ saving: 'saved', problem: null });
});

it('keeps a comment that main refused beside the answer, and offers both again', async () => {
  let accepts = false;
  const { drafts, journal, comments, reply, wait } = bench(() => accepts);
  drafts.comment('q', 'Two choices say the same.', 0);
  drafts.change('q', 'R', ['a'], 0);
  await reply();
  expect(drafts.state()).toMatchObject({ saving: 'failed', comments: { q: 'Two choices say the same.' } });
  accepts = true;
  wait();
  await reply();
  expect([journal, comments]).toEqual([{ q: { R: ['a'] } }, { q: 'Two choices say the same.' }]);
  expect(drafts.state().saving).toBe('saved');
});

it('does not claim success from a flush that main refused', async () => {
  const { drafts, reply } = bench(() => false);
  drafts.change('q', 'R', ['a'], TYPING_PAUSE_MS);
  const flushed = drafts.flush();
  await reply();
  expect(await flushed).toBe(false);
});

it('sends nothing for a change that changes nothing', () => {
  const { drafts, planned } = bench();
  drafts.change('q', 'R', [], 0);
  expect(drafts.state().saving).toBe('idle');
  expect(planned()).toBeNull();
});

it('brings every last change to main, whatever fails and overtakes on the way', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('change' as const),
      item: fc.constantFrom('p', 'q'),
      text: fc.string(),
      pause: fc.constantFrom(0, 600),
    }),
    fc.record({ kind: fc.constantFrom('reply' as const, 'wait' as const, 'fail' as const, 'recover' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let accepts = true;
      const { drafts, journal, reply, wait } = bench(() => accepts);
      const last: Record<string, Responses> = {};
      for (const act of steps) {
        if (act.kind === 'change') {
          last[act.item] = { R: [act.text] };
          drafts.change(act.item, 'R', [act.text], act.pause);
        } else if (act.kind === 'reply') await reply();
        else if (act.kind === 'wait') wait();
        else accepts = act.kind === 'recover';
      }
      accepts = true;
      await reply();
      const flushed = drafts.flush();
      await reply();
      expect(await flushed).toBe(true);
      expect(journal).toEqual(last);
    }),
    { numRuns: 60 },
  );
});
