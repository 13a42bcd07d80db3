/** STACK's test of texts by similarity: lists of texts to allow and to deny. */
import { isNode, MathsProblem, seenAs, similarity, type Tree, type Verdict } from '../../../../server/grading/maths/index.ts';
import { type Case, optionList, read, realOf } from './reading.ts';

const wrong = (note: string): Verdict => ({ equal: false, note });

/** The texts of [["a", "b"], ["c"]]; undefined for everything else. */
function textLists(tree: Tree): string[][] | undefined {
  if (!isNode(tree, 'list') || tree.args.length !== 2) return undefined;
  const lists = tree.args.map((part) =>
    isNode(part, 'list') ? part.args.map((one) => (one.kind === 'text' ? one.text : undefined)) : [undefined],
  );
  return lists.every((list): list is string[] => list.every((text) => text !== undefined)) ? lists : undefined;
}

/** sremove_chars(".,", "text") and the text itself. */
function textOf(tree: Tree): string | undefined {
  if (tree.kind === 'text') return tree.text;
  if (tree.kind !== 'call' || tree.name !== 'sremove_chars') return undefined;
  const [signs, text] = tree.args;
  return signs?.kind === 'text' && text?.kind === 'text'
    ? [...text.text].filter((char) => !signs.text.includes(char)).join('')
    : undefined;
}

export function levenshtein(one: Case): Verdict {
  const [least, ...words] = optionList(one.options);
  const bound = least ? realOf(least) : undefined;
  if (bound === undefined) throw new MathsProblem('syntax', 'the option is no number');
  const has = (name: string): boolean => words.some((word) => word.kind === 'name' && word.name === name);
  const rule = { caseSensitive: has('CASE'), space: has('WHITESPACE') ? 'keep' : 'one' } as const;
  const given = textOf(read(one.student).tree);
  const lists = textLists(read(one.teacher).tree);
  if (given === undefined) return wrong('not a text');
  if (!lists) return wrong('the expected answer is not two lists of texts');
  const [allowed = 0, denied = 0] = lists.map((list) =>
    Math.max(0, ...list.map((text) => similarity(seenAs(given, rule), seenAs(text, rule)))),
  );
  return { equal: allowed >= bound && allowed > denied, note: `${allowed} near what is allowed, ${denied} near what is not` };
}
