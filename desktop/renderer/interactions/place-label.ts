/** A name for an answer that stands in running text. */
import type { ResponseDeclaration } from '../../../shared/assessment/delivery.ts';
import { useText } from '../i18n/text.ts';

/** "Your answer", or "Answer 2 of 3" where a question holds several. */
export function usePlaceLabel(declarations: readonly ResponseDeclaration[], response: string): string {
  const t = useText();
  if (declarations.length < 2) return t('answer.only');
  const place = declarations.findIndex((declaration) => declaration.id === response) + 1;
  return t('answer.nth', { place, count: declarations.length });
}
