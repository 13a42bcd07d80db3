import { useQueryClient } from '@tanstack/react-query';
import type { PersonClaim } from '../../../shared/contract/persons.ts';
import { claimsQuery, doubtsQuery } from '../programmes/queries.ts';

/** Takes what a claim's act answered with, and asks anew for what follows from it. */
export function useClaims() {
  const client = useQueryClient();
  return async (claims: PersonClaim[]) => {
    client.setQueryData(claimsQuery.queryKey, claims);
    await Promise.all([doubtsQuery.queryKey, ['decisions']].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}
