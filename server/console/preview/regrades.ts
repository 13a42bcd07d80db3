/** Proposals of regrades and the keys they change. Invented. */
import type { WallTile } from '../../../shared/contract/console.ts';
import type { ExamKeys, Impact, ImpactRow, ProposalPage } from '../../../shared/contract/regrade.ts';

const title = 'Comprehensive Examination';

export const keys: ExamKeys[] = [
  {
    exam: 'ex_1',
    title,
    version: 2,
    keys: 1,
    results: 24,
    items: [
      {
        item: 'q01',
        title: 'Reorder point',
        section: 'Foundations',
        authored: 'inv-reorder-01',
        byPeople: false,
        treatment: 'scored',
        weight: 1,
        max: 2,
        responses: [
          {
            id: 'RESPONSE',
            cardinality: 'single',
            baseType: 'identifier',
            correct: ['B'],
            mapping: [],
            choices: [
              { id: 'A', text: 'When the stock is gone' },
              { id: 'B', text: 'When it falls to the demand over the lead time' },
              { id: 'C', text: 'When it falls to demand over the lead time and safety stock' },
            ],
          },
        ],
      },
      {
        item: 'q02',
        title: 'Explain the bullwhip effect',
        section: 'Policy cases',
        authored: 'bullwhip-essay',
        byPeople: true,
        treatment: 'scored',
        weight: 1,
        max: 5,
        responses: [{ id: 'RESPONSE', cardinality: 'single', baseType: 'string', correct: [], mapping: [], choices: [] }],
      },
    ],
  },
];

const rowsOf = (tiles: readonly WallTile[]): ImpactRow[] =>
  tiles.map((tile, at) => {
    const old = 9 + ((at * 5) % 13);
    const fresh = old + ([2, 2, -2, 2, 0.5][at % 5] ?? 0);
    const side = (score: number) => ({ score, max: 24, share: score / 24, passed: score / 24 >= 0.6 });
    const [before, after] = [side(old), side(fresh)];
    const crosses = before.passed === after.passed ? 'none' : after.passed ? 'up' : 'down';
    const { sitting, name, place } = tile;
    const facts = { result: `res_${at + 1}`, sitting, learner: `lrn_${place}`, name, state: 'final' as const, passMark: 0.6 };
    return { ...facts, before, after, difference: after.share - before.share, crosses };
  });

export function proposalsOf(tiles: readonly WallTile[], now: number): ProposalPage[] {
  const rows = rowsOf(tiles);
  const count = (test: (row: ImpactRow) => boolean) => rows.filter(test).length;
  const mean = (which: 'before' | 'after') => rows.reduce((sum, row) => sum + row[which].share, 0) / rows.length;
  const impact: Impact = {
    candidates: rows.length + 6,
    gain: count(({ difference }) => difference > 0),
    lose: count(({ difference }) => difference < 0),
    same: 6,
    up: count(({ crosses }) => crosses === 'up'),
    down: count(({ crosses }) => crosses === 'down'),
    meanBefore: mean('before'),
    meanAfter: mean('after'),
    differences: [],
    items: [{ item: 'q01', title: 'Reorder point', before: { mean: 0.62, max: 2 }, after: { mean: 1.41, max: 2 } }],
    rows,
  };
  const { candidates, gain, lose, up, down } = impact;
  const common = {
    exam: 'ex_1',
    title,
    reason: 'The author confirms that safety stock belongs to the reorder point: C is right, B is not.',
    changes: ['q01: the key of RESPONSE is "C"'],
    proposedAt: now - 3600_000,
    baseKeys: 1,
    ...{ candidates, gain, lose, up, down },
  };
  const open = { ...common, state: 'proposed' as const, decidedBy: null, decidedAt: null, decisionReason: null, keys: null };
  const decided = { decidedBy: 'L. Kowalski', decidedAt: now - 600_000, decisionReason: 'Checked against the course book.' };
  return [
    { proposal: { ...open, id: 'reg_1', proposedBy: 'L. Kowalski' }, impact, hash: '0'.repeat(64), mayApprove: true },
    { proposal: { ...open, id: 'reg_2', proposedBy: 'A. Mensah' }, impact, hash: '1'.repeat(64), mayApprove: false },
    {
      proposal: { ...common, ...decided, id: 'reg_3', proposedBy: 'A. Mensah', state: 'approved', keys: 2 },
      impact: { ...impact, rows: [], gain: 0, lose: 0, up: 0, down: 0, items: [] },
      hash: '2'.repeat(64),
      mayApprove: false,
    },
  ];
}
