/** Attributes of an operator, read and checked one by one. */
import type { Settings } from './answer.ts';
import { MathsProblem } from './problem.ts';

const refused = (why: string): never => {
  throw new MathsProblem('syntax', why);
};

/** @throws MathsProblem that names an attribute which is none of `known` */
export function onlyKnown(settings: Settings, known: readonly string[]): void {
  const strange = Object.keys(settings).find(
    (name) => !known.includes(name) && !name.includes(':') && name !== 'class' && name !== 'definition',
  );
  if (strange) refused(`has the attribute "${strange}", which is none of ${known.join(', ')}`);
}

export function wholeSetting(settings: Settings, name: string, least: number, most: number): number | undefined {
  const text = settings[name];
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return value >= least && value <= most
    ? value
    : refused(`has ${name}="${text}"; write a whole number from ${least} to ${most}`);
}

export function choiceSetting<T extends string>(settings: Settings, name: string, choices: readonly T[], otherwise: T): T {
  const text = settings[name];
  if (text === undefined) return otherwise;
  return choices.find((choice) => choice === text.trim()) ?? refused(`has ${name}="${text}"; write one of ${choices.join(', ')}`);
}

/** Words separated by white space or commas. */
export const wordsSetting = (settings: Settings, name: string): string[] | undefined =>
  settings[name]?.split(/[\s,]+/).filter((word) => word !== '');

/** The words, each one of `choices`. */
export function choicesSetting<T extends string>(
  settings: Settings,
  name: string,
  choices: readonly T[],
  otherwise: readonly T[],
): readonly T[] {
  const words = wordsSetting(settings, name);
  return words
    ? words.map(
        (word) =>
          choices.find((choice) => choice === word) ??
          refused(`has ${name}="${settings[name]}"; write some of ${choices.join(', ')}`),
      )
    : otherwise;
}

/** Alternatives separated by `|`. */
export const alternatives = (text: string): string[] =>
  text
    .split('|')
    .map((part) => part.trim())
    .filter((part) => part !== '');
