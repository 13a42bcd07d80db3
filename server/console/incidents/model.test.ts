import { describe, expect, it } from 'vitest';
import { people } from '../preview/people.ts';
import { incidentsOf } from '../preview/records.ts';
import { evidenceTags, forList, nextAfter, toDecide } from './model.ts';

const incidents = incidentsOf(people(0), 100_000_000);

describe('incidents to decide', () => {
  it('are those without this reviewer’s finding, the highest priority first', () => {
    expect(toDecide(incidents).map(({ id }) => id)).toEqual(['inc_1', 'inc_2', 'inc_5', 'inc_3', 'inc_4']);
  });

  it('lead to the next, then around to what was skipped, then to none', () => {
    expect(nextAfter(incidents, 'inc_1')).toBe('inc_2');
    expect(nextAfter(incidents, 'inc_4')).toBe('inc_1');
    expect(nextAfter(incidents, 'inc_8')).toBe('inc_1');
    expect(
      nextAfter(
        incidents.filter(({ id }) => id === 'inc_1'),
        'inc_1',
      ),
    ).toBeNull();
  });

  it('stand before what waits for others and what is decided', () => {
    expect(forList(incidents).map(({ id }) => id)).toEqual([
      'inc_1',
      'inc_2',
      'inc_5',
      'inc_3',
      'inc_4',
      'inc_6',
      'inc_8',
      'inc_7',
    ]);
  });

  it('offer tags that fit the cause', () => {
    expect(evidenceTags('phone')).toContain('phone-in-use');
    expect(evidenceTags('too-dark')).not.toContain('phone-in-use');
  });
});
