/** Moodle STACK's answer tests. */
import { z } from 'zod';
import { attempt } from '../../../server/grading/maths/index.ts';
import type { Outcome, Suite } from '../kit.ts';
import { explained } from './stack/explained.ts';
import { judgeCase } from './stack/tests.ts';

const schema = z.array(
  z.looseObject({
    test: z.string(),
    options: z.string(),
    student: z.string(),
    teacher: z.string(),
    score: z.number(),
    answernote: z.string(),
  }),
);

/** The kinds that an exam needs; the others are run and told, and not counted. */
const COUNTED = new Set(
  `AlgEquiv AlgEquivNouns SubstEquiv EqualComAss EqualComAssRules CasEqual SameType SysEquiv Sets PropLogic NumRelative NumAbsolute
   GT GTE NumSigFigs SigFigsStrict NumDecPlaces NumDecPlacesWrong Units UnitsStrict UnitsRelative UnitsStrictRelative UnitsAbsolute
   UnitsStrictAbsolute`.split(/\s+/),
);
const RIGHT = 'right';

/**
 * 1 is right. 0 is not right: wrong, or refused with a reason. -1 must be refused. -2 is right by a fault of STACK's own, so
 * it must not be right here; -3 is wrong by one, so either will do.
 */
const agrees = (score: number, got: string): boolean =>
  score === 1 ? got === RIGHT : score === -1 ? got.startsWith('refused') : score === -3 || got !== RIGHT;

export const stackAnswertests: Suite = {
  file: 'stack_answertests.json',
  floor: 0.85,
  counts: ({ name }) => COUNTED.has(name.split(' ')[1] ?? ''),
  never: (outcomes) =>
    outcomes.flatMap((outcome) =>
      outcome.status === 'failed' && outcome.got === RIGHT
        ? [`right, where ${outcome.expected} was recorded: ${outcome.name}`]
        : [],
    ),
  *run(cases) {
    for (const [index, one] of schema.parse(cases).entries()) {
      const name = `${index} ${one.test} ${one.options} | ${one.student} | ${one.teacher}`;
      const result = attempt(() => judgeCase(one));
      if ('value' in result && 'unsupported' in result.value) {
        yield { name, status: 'unsupported', why: result.value.unsupported } satisfies Outcome;
        continue;
      }
      const got =
        'problem' in result
          ? `refused: ${result.problem.message}`
          : 'equal' in result.value && result.value.equal
            ? RIGHT
            : `wrong: ${'note' in result.value ? result.value.note : ''}`;
      const reason = got === RIGHT && one.score !== 1 ? explained(one) : undefined;
      const outcome: Outcome = agrees(one.score, got)
        ? { name, status: 'passed' }
        : {
            name,
            status: 'failed',
            expected: `${one.score} ${one.answernote}`,
            got: reason ? `${RIGHT}, because ${reason}` : got,
          };
      yield outcome;
    }
  },
};
