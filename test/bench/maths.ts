/**
 * `npm run bench:maths`: how many answers a core judges in a second, beside what mathjs needs to work the same formulas out,
 * and that the dearest answers stop within their steps.
 */
import * as mathjs from 'mathjs';
import { DEFAULT_STEPS, formulaJudge, type Judge, numberJudge, textJudge, unitsJudge } from '../../server/grading/maths/index.ts';

const SECONDS = 1.5;

/** Rounds of `work` in a second, after a warm-up; `work` does `size` things in a round. */
function rate(size: number, work: () => void): number {
  for (let turn = 0; turn < 30; turn++) work();
  const begin = performance.now();
  let rounds = 0;
  while (performance.now() - begin < SECONDS * 1000) {
    work();
    rounds += 1;
  }
  return (rounds * size) / ((performance.now() - begin) / 1000);
}
const line = (what: string, perSecond: number, more = ''): void =>
  console.log(`${what.padEnd(34)} ${Math.round(perSecond).toLocaleString('en').padStart(10)} /s${more && `   ${more}`}`);
const judging = (judge: Judge, answers: readonly string[]): number =>
  rate(answers.length, () => {
    for (const answer of answers) judge(answer);
  });

const numbers = Array.from({ length: 200 }, (_, k) =>
  k % 3 === 0 ? '9.81' : k % 3 === 1 ? (9 + k / 100).toFixed(2) : `${k}e-1`,
);
line('numbers', judging(numberJudge({ expected: '9.81', tolerance: '1%' })(undefined), numbers), 'aim 20,000');
line('numbers with significant figures', judging(numberJudge({ expected: '9.81', figures: '3' })(undefined), numbers));
line(
  'units',
  judging(
    unitsJudge({ expected: '9.81 m/s^2', tolerance: '1%' })(undefined),
    numbers.map((text) => `${text} m/s^2`),
  ),
);
line('texts', judging(textJudge({ expected: 'Oslo', case: 'ignored', pattern: '[Oo]slo( city)?' })(undefined), numbers));

const QUESTIONS: { expected: string; answers: string[] }[] = [
  { expected: 'x^2-5x+6', answers: ['(x-2)(x-3)', 'x^2-6x+5', '6-5x+x^2'] },
  { expected: '(x+1)/(x^2-1)', answers: ['1/(x-1)', '1/(x+1)', '(1+x)/((x-1)(x+1))'] },
  { expected: '2sin(x)cos(x)', answers: ['sin(2x)', 'sin(x)^2', '2cos(x)sin(x)'] },
  { expected: 'exp(-x)*(1-x)', answers: ['(1-x)/e^x', '(1+x)e^(-x)', 'e^(-x)-x*e^(-x)'] },
  { expected: 'sqrt(1+x^2)', answers: ['(1+x^2)^(1/2)', '1+x', 'sqrt(x^2+1)'] },
  { expected: 'ln(x^2+1)/2', answers: ['ln(sqrt(x^2+1))', 'ln(x)+1', '0.5*ln(1+x^2)'] },
];
/** mathjs calls ln log, and takes x( for a call. */
const plainly = (text: string): string =>
  text
    .replaceAll('ln', 'log')
    .replace(/x\(/g, 'x*(')
    .replace(/exp\*\(/g, 'exp(');
const sets = QUESTIONS.map(({ expected, answers }) => ({
  judge: formulaJudge({ expected, variables: 'x' })(undefined),
  answers,
}));
const count = sets.reduce((sum, { answers }) => sum + answers.length, 0);
const formulas = rate(count, () => {
  for (const { judge, answers } of sets) for (const answer of answers) judge(answer);
});
const baseline = rate(count, () => {
  for (const { expected, answers } of QUESTIONS)
    for (const answer of answers) {
      // What comparing at nine points would take: read both, work both out nine times.
      const [a, b] = [mathjs.compile(plainly(answer)), mathjs.compile(plainly(expected))];
      for (let x = 0.3; x < 3; x += 0.3) {
        a.evaluate({ x });
        b.evaluate({ x });
      }
    }
});
line('formulas', formulas, 'aim 2,000');
line(
  'mathjs, the same at nine points',
  baseline,
  `ours is ${(formulas / baseline).toFixed(2)} of it, with forty digits and the prime field besides`,
);

const DEAR = [
  `sin(${'x+'.repeat(700)}x)`,
  '((x+1)^40*(x+2)^40)^40',
  `${'sin('.repeat(50)}x${')'.repeat(50)}`,
  `(${'x*'.repeat(600)}1)/(${'x+'.repeat(600)}1)`,
  'x^x^x^x^x^x',
  `${'sqrt('.repeat(25)}${'exp(-x^2)+'.repeat(25)}1${')'.repeat(25)}`,
  '(x+1)^4000/(x-1)^3999+sin(x)',
  `${'fact('.repeat(20)}x${')'.repeat(20)}`,
];
let worst = { time: 0, text: '' };
for (const expected of ['sin(x)', 'x^2+1', ...DEAR.slice(0, 3)])
  for (const form of ['any', 'factored', 'expanded', 'simplified']) {
    const judge = formulaJudge({ expected, variables: 'x', form })(undefined);
    for (const answer of [...DEAR, expected]) {
      const begin = performance.now();
      judge(answer);
      const time = performance.now() - begin;
      if (time > worst.time) worst = { time, text: answer.slice(0, 40) };
    }
  }
console.log(
  `dearest of ${DEAR.length} answers made to be dear: ${worst.time.toFixed(1)} ms (${worst.text}), ${DEFAULT_STEPS.toLocaleString('en')} steps`,
);
