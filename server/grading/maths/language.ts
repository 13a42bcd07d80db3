/** The language of one question: its names, functions and constants. Nothing else can be written in an answer. */
import type { Settings } from './answer.ts';
import { type Dialect, EXAM } from './dialect.ts';
import type { Equivalence } from './equivalence.ts';
import { functionName, functionNames, functionOf } from './functions.ts';
import { parse } from './parser.ts';
import type { Domain } from './points.ts';
import { MathsProblem } from './problem.ts';
import { choiceSetting, choicesSetting, wordsSetting } from './settings.ts';
import { call, rewrite, type Tree } from './tree.ts';

export type Language = {
  /** @throws MathsProblem for what cannot be read, and names that are not the question's */
  read(text: string): Tree;
  meaning: Equivalence;
};

export const LANGUAGE_SETTINGS = [
  'variables',
  'positive',
  'whole',
  'functions',
  'constants',
  'unknown-functions',
  'log',
  'relations',
  'decimal',
];
const CONSTANTS = ['pi', 'e', 'i'] as const;

/** @throws MathsProblem that says which setting is wrong */
export function languageOf(settings: Settings): Language {
  const variables = wordsSetting(settings, 'variables') ?? [];
  const constants = choicesSetting(settings, 'constants', CONSTANTS, ['pi', 'e']).filter((name) => !variables.includes(name));
  const functions = wordsSetting(settings, 'functions');
  const opaque = wordsSetting(settings, 'unknown-functions') ?? [];
  const strange = functions?.find((name) => name !== 'log' && !functionOf(name));
  if (strange) throw new MathsProblem('name', `allows the function "${strange}", which is not known here`);
  const base = choiceSetting(settings, 'log', ['10', 'e'], '10');
  const relations = choiceSetting(settings, 'relations', ['true', 'false'], 'false') === 'true';
  const allowed = functions && new Set(functions.map(functionName));
  const callable = new Set([...functionNames(), 'log', ...opaque]);
  const values = new Set<string>([...variables, ...constants]);
  const dialect: Dialect = {
    ...EXAM,
    relations,
    decimalComma: choiceSetting(settings, 'decimal', ['point', 'comma'], 'point') === 'comma',
    words: { values, functions: callable },
  };
  const domains = new Map<string, Domain>();
  for (const name of wordsSetting(settings, 'positive') ?? []) domains.set(name, { above: 0 });
  for (const name of wordsSetting(settings, 'whole') ?? []) domains.set(name, { ...domains.get(name), whole: true });
  const undeclared = [...domains.keys()].find((name) => !values.has(name));
  if (undeclared) throw new MathsProblem('name', `says something of "${undeclared}", which is none of its variables`);
  const check = (part: Tree): Tree => {
    if (part.kind === 'name' && !values.has(part.name) && !(relations && TRUTH.has(part.name)))
      throw new MathsProblem(
        'name',
        callable.has(part.name) ? `${part.name} needs brackets after it` : `"${part.name}" is not known here`,
      );
    if (part.kind !== 'call') return part;
    if (!callable.has(part.name)) throw new MathsProblem('name', `the function "${part.name}" is not known here`);
    if (opaque.includes(part.name)) return part;
    if (allowed && !allowed.has(functionName(part.name)))
      throw new MathsProblem('name', `the function "${part.name}" is not allowed here`);
    return part.name === 'log' ? logarithm(part.args, base) : { ...part, name: functionName(part.name) };
  };
  return {
    read: (text) => rewrite(parse(text, dialect), check),
    meaning: {
      constants: new Map(constants.map((name) => [name, name])),
      domains,
      unknownFunctions: opaque.length > 0,
      setMembers: 'value',
    },
  };
}

const TRUTH = new Set(['true', 'false', 'all', 'none', 'inf', 'minf']);

const logarithm = (args: readonly Tree[], base: string): Tree =>
  base === '10' || args.length > 1 ? call('lg', ...args) : call('ln', ...args);
