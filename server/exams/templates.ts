/**
 * The standard response processing templates as rules, those of Common Cartridge (CC2) among them.
 */
import type { Expression, ResponseMarking, Rule } from './marking.ts';
import type { OperatorName } from './operators.ts';

export type StandardTemplate = {
  name: string;
  rules: Rule[];
  /** What the declaration of RESPONSE must hold. */
  needs: (keyof Pick<ResponseMarking, 'correct' | 'mapping' | 'areaMapping'>)[];
  /** Whether it gives the outcome MAXSCORE for a right answer. */
  maxScore: boolean;
};

/** The template that a URI of any QTI version ends in, or undefined. Rules carry the line that named it. */
export function standardTemplate(uri: string, line: number): StandardTemplate | undefined {
  const name = uri
    .split('/')
    .at(-1)
    ?.replace(/\.xml$/, '');
  const e = (op: OperatorName, attributes: Record<string, string> = {}, args: Expression[] = [], text = ''): Expression => ({
    op,
    attributes,
    text,
    args,
    line,
  });
  const response = e('variable', { identifier: 'RESPONSE' });
  const number = (value: string): Expression => e('base-value', { 'base-type': 'float' }, [], value);
  const score = (value: Expression): Rule => ({ rule: 'set', target: 'outcome', id: 'SCORE', value, line });
  const choose = (when: Expression, yes: Expression, no: Expression): Rule[] => [
    {
      rule: 'condition',
      branches: [
        { when, rules: [score(yes)] },
        { when: null, rules: [score(no)] },
      ],
      line,
    },
  ];
  const word = (value: string): Rule => ({
    rule: 'set',
    target: 'outcome',
    id: 'FEEDBACK',
    value: e('base-value', { 'base-type': 'identifier' }, [], value),
    line,
  });
  const isBest = e('equal', {}, [e('variable', { identifier: 'SCORE' }), e('variable', { identifier: 'MAXSCORE' })]);
  const feedback: Rule = {
    rule: 'condition',
    branches: [
      { when: isBest, rules: [word('correct')] },
      { when: null, rules: [word('incorrect')] },
    ],
    line,
  };
  const isRight = e('match', {}, [response, e('correct', { identifier: 'RESPONSE' })]);
  const isBlank = e('is-null', {}, [response]);

  switch (name) {
    case 'match_correct':
      return { name, rules: choose(isRight, number('1'), number('0')), needs: ['correct'], maxScore: false };
    case 'CC2_match':
    case 'CC2_match_basic': {
      const best = e('variable', { identifier: 'MAXSCORE' });
      return { name, rules: choose(isRight, best, number('0')), needs: ['correct'], maxScore: true };
    }
    case 'map_response':
    case 'CC2_map_response': {
      const mapped = e('map-response', { identifier: 'RESPONSE' });
      const rules = choose(isBlank, number('0'), mapped);
      if (name === 'CC2_map_response') rules.push(feedback);
      return { name, rules, needs: ['mapping'], maxScore: name === 'CC2_map_response' };
    }
    case 'map_response_point': {
      const mapped = e('map-response-point', { identifier: 'RESPONSE' });
      return { name, rules: choose(isBlank, number('0'), mapped), needs: ['areaMapping'], maxScore: false };
    }
    default:
      return undefined;
  }
}
