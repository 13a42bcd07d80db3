/** Typed access to the message catalogue. */
import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { MessageId } from './locales.ts';

export type Text = (id: MessageId, values?: Record<string, string | number>) => string;

/** Gives a function from message id and values to the text in the present language. */
export function useText(): Text {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

/** Time of day as hours and minutes. `at` in ms since 1970. */
export function useTimeOfDay(): (at: number) => string {
  const intl = useIntl();
  return (at) => intl.formatTime(at, { hour: '2-digit', minute: '2-digit' });
}

/** A list in the language's own punctuation. */
export function useList(): (parts: string[]) => string {
  const intl = useIntl();
  return (parts) => intl.formatList(parts);
}
