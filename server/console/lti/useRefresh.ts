import { useQueryClient } from '@tanstack/react-query';
import { ltiQuery } from './queries.ts';

/** Reads the page again after a change. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ltiQuery.queryKey });
}
