/** `invigil:formula`: an answer that means the same as the expected formula, in the form that was asked for. */
import { type Answer, invalid, type Judge, judged, right, type Settings, wrong } from './answer.ts';
import { type Budget, budgetOf } from './budget.ts';
import { equivalent } from './equivalence.ts';
import { formFault, forms } from './forms.ts';
import { variablesOf } from './identity.ts';
import { kindOf } from './kinds.ts';
import { LANGUAGE_SETTINGS, type Language, languageOf } from './language.ts';
import { sameUpToOrder } from './nouns.ts';
import { attempt, MathsProblem } from './problem.ts';
import { rulesFrom, sameUpToRules } from './rules.ts';
import { alternatives, choiceSetting, onlyKnown, wordsSetting } from './settings.ts';
import type { Tree } from './tree.ts';

const KNOWN = [...LANGUAGE_SETTINGS, 'expected', 'form', 'by', 'rules'];
const FORMS = [...forms, 'any', 'same'] as const;

type Rules = { form: (typeof FORMS)[number]; by: string | undefined; rules: readonly string[] | undefined };

/**
 * Compiles the settings; alternatives in `expected` are separated by `|`.
 * @throws MathsProblem that says which setting is wrong or why the expected formula cannot be read
 */
export function formulaJudge(settings: Settings): (expected: string | undefined) => Judge {
  onlyKnown(settings, KNOWN);
  const language = languageOf(settings);
  const asked: Rules = {
    form: choiceSetting(settings, 'form', FORMS, 'any'),
    by: settings.by,
    rules: wordsSetting(settings, 'rules'),
  };
  if (asked.rules) {
    if (asked.form !== 'any' && asked.form !== 'same')
      throw new MathsProblem('shape', 'has rules beside a form; rules are for form="same"');
    rulesFrom(asked.rules);
  }
  return (text) => {
    const expected = alternatives(text ?? settings.expected ?? '').map((one) => language.read(one));
    if (expected.length === 0)
      throw new MathsProblem('missing', 'has no expected formula; give the attribute expected or a second operand');
    return (given) => judged(() => best(expected.map((one) => compared(given, one, language, asked, budgetOf()))));
  };
}

/** The best of several: right over wrong over invalid. */
const best = (answers: readonly Answer[]): Answer =>
  answers.find(({ verdict }) => verdict === 'right') ??
  answers.find(({ verdict }) => verdict === 'wrong') ??
  answers[0] ??
  invalid('nothing to compare with');

function compared(text: string, expected: Tree, language: Language, asked: Rules, budget: Budget): Answer {
  const given = language.read(text);
  const seeded = { ...language.meaning, seed: JSON.stringify(expected) };
  const { equal, note } = equivalent(given, expected, seeded, budget);
  if (equal === undefined) return invalid(note);
  if (!equal) return wrong(note);
  const fault = faultOf(given, expected, language, asked, budget);
  return fault === undefined ? right(note) : wrong(`right value, ${fault}`);
}

function faultOf(
  given: Tree,
  expected: Tree,
  language: Language,
  { form, by, rules }: Rules,
  budget: Budget,
): string | undefined {
  if (rules) return sameUpToRules(given, expected, rules, budget) ? undefined : 'another form than the one asked for';
  if (form === 'any') return undefined;
  if (form === 'same') return sameUpToOrder(given, expected) ? undefined : 'another form than the one asked for';
  if (kindOf(given) !== 'expression') return 'not a formula';
  const outcome = attempt(() => formFault(given, form, by ?? variablesOf(language.meaning, expected)[0] ?? '', budget));
  return 'value' in outcome ? outcome.value : `its form could not be judged: ${outcome.problem.message}`;
}
