/** The best score that an item can give, where its SCORE declares no normal maximum. */
import type { OutcomeMarking, ResponseVariable } from './marking.ts';

/** Undefined when neither the standard template nor MAXSCORE tells it. */
export function bestScore(
  template: string | undefined,
  response: ResponseVariable | undefined,
  maxScore: OutcomeMarking | undefined,
): number | undefined {
  const declared = maxScore?.default?.[0];
  if (declared !== undefined) return Number(declared);
  const name = template
    ?.split('/')
    .at(-1)
    ?.replace(/\.xml$/, '');
  if (name === 'match_correct') return 1;
  if (name === 'map_response' || name === 'CC2_map_response') return bestOfMapping(response);
  if (name === 'map_response_point') return bestOfAreas(response);
  return undefined;
}

function bestOfMapping(response: ResponseVariable | undefined): number | undefined {
  const mapping = response?.mapping;
  if (!response || !mapping) return undefined;
  const values = mapping.entries.map((entry) => entry.value);
  const best =
    response.cardinality === 'single'
      ? Math.max(mapping.default, ...values)
      : response.correct && sumOf(response, response.correct);
  if (best === null) return mapping.upper ?? undefined;
  return Math.min(best, mapping.upper ?? best);
}

/** What the mapping gives for the declared correct response of several values. */
function sumOf({ baseType, mapping }: ResponseVariable, correct: readonly string[]): number {
  const normal = (text: string): string => {
    const parts = text.trim().split(/\s+/);
    return (baseType === 'pair' ? parts.toSorted() : parts).join(' ');
  };
  const values = new Map(mapping?.entries.map((entry) => [normal(entry.key), entry.value]));
  return [...new Set(correct.map(normal))].reduce((sum, key) => sum + (values.get(key) ?? mapping?.default ?? 0), 0);
}

function bestOfAreas(response: ResponseVariable | undefined): number | undefined {
  const areas = response?.areaMapping;
  if (!response || !areas) return undefined;
  if (response.cardinality !== 'single') return areas.upper ?? undefined;
  const best = Math.max(areas.default, ...areas.areas.map((area) => area.value));
  return Math.min(best, areas.upper ?? best);
}
