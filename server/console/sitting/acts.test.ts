import { describe, expect, it } from 'vitest';
import { actOfKey, actsFor, isImmediate } from './acts.ts';

describe('acts on a sitting', () => {
  it('are those that fit its stage', () => {
    expect(actsFor('waiting')).toEqual(['release', 'message', 'return-check-in', 'note', 'terminate']);
    expect(actsFor('running')).toEqual(['message', 'pause', 'extend', 'note', 'terminate']);
    expect(actsFor('paused')).toContain('resume');
    expect(actsFor('submitted')).toEqual(['note']);
  });

  it('ask for a reason before somebody is let in over a serious doubt, and only then', () => {
    expect(isImmediate('release', { doubts: [] })).toBe(true);
    expect(isImmediate('release', { doubts: ['name-unsure'] })).toBe(true);
    expect(isImmediate('release', { doubts: ['face-other', 'name-unsure'] })).toBe(false);
    expect(isImmediate('terminate', { doubts: [] })).toBe(false);
  });

  it('answer to their key only where they are offered', () => {
    expect(actOfKey('p', 'running')).toBe('pause');
    expect(actOfKey('p', 'paused')).toBe('resume');
    expect(actOfKey('p', 'submitted')).toBeNull();
    expect(actOfKey('x', 'running')).toBeNull();
  });
});
