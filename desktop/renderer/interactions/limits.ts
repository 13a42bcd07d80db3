/** How many to choose, in words. */
import { useText } from '../i18n/text.ts';

/** Instruction for a selection between `min` and `max` (0: no limit) of which `count` are chosen. */
export function useLimitText(min: number, max: number, count: number): string {
  const t = useText();
  if (max === 1) return t('choice.one');
  if (min > 0 && min === max) return t('choice.exactly', { min, count });
  if (min > 0 && max > 0) return t('choice.between', { min, max, count });
  if (max > 0) return t('choice.up-to', { max, count });
  if (min > 0) return t('choice.at-least', { min, count });
  return t('choice.all', { count });
}
