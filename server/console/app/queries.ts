/** What the pages read, one query a route, under keys that say what a change must refresh. */
import { queryOptions } from '@tanstack/react-query';
import { consoleRoutes } from '../../../shared/contract/console.ts';
import { credentialChangeRoutes } from '../../../shared/contract/credential-changes.ts';
import { credentialRoutes } from '../../../shared/contract/credentials.ts';
import { lockdownRoutes } from '../../../shared/contract/lockdown.ts';
import { preflightRoutes } from '../../../shared/contract/preflight.ts';
import { publicRoutes } from '../../../shared/contract/public.ts';
import { api } from './api.ts';
import { Fault } from './problem.ts';

/** The account that is signed in, or null. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  staleTime: 5 * 60_000,
  queryFn: () =>
    api(consoleRoutes.me, {}).catch((thrown: unknown) => {
      if (thrown instanceof Fault && thrown.code === 'not-signed-in') return null;
      throw thrown;
    }),
});
export const sittingQuery = (id: string) =>
  queryOptions({
    queryKey: ['sitting', id],
    queryFn: () => api(consoleRoutes.sitting, { params: { id } }),
    refetchInterval: (query) => (query.state.data?.endedAt === null ? 5_000 : false),
  });
export const preflightQuery = (id: string) =>
  queryOptions({
    queryKey: ['sitting', id, 'preflight'],
    queryFn: () => api(preflightRoutes.ofSitting, { params: { id } }),
  });
export const programsQuery = queryOptions({ queryKey: ['programs'], queryFn: () => api(lockdownRoutes.history, {}) });
export const incidentsQuery = queryOptions({ queryKey: ['incidents'], queryFn: () => api(consoleRoutes.incidents, {}) });
export const incidentQuery = (id: string) =>
  queryOptions({ queryKey: ['incidents', id], queryFn: () => api(consoleRoutes.incident, { params: { id } }) });
export const resultsQuery = queryOptions({ queryKey: ['results'], queryFn: () => api(consoleRoutes.results, {}) });
export const resultQuery = (id: string) =>
  queryOptions({ queryKey: ['results', id], queryFn: () => api(consoleRoutes.result, { params: { id } }) });
export const decisionsQuery = queryOptions({ queryKey: ['decisions'], queryFn: () => api(consoleRoutes.decisions, {}) });
export const credentialsQuery = queryOptions({ queryKey: ['credentials'], queryFn: () => api(credentialRoutes.list, {}) });
export const credentialQuery = (id: string) =>
  queryOptions({ queryKey: ['credentials', id], queryFn: () => api(credentialRoutes.one, { params: { id } }) });
export const credentialChangesQuery = queryOptions({
  queryKey: ['credential-changes'],
  queryFn: () => api(credentialChangeRoutes.open, {}),
});
export const batchesQuery = queryOptions({ queryKey: ['batches'], queryFn: () => api(credentialRoutes.batches, {}) });
export const batchQuery = (id: string) =>
  queryOptions({ queryKey: ['batches', id], queryFn: () => api(credentialRoutes.batch, { params: { id } }) });
export const issuerQuery = queryOptions({ queryKey: ['issuer'], queryFn: () => api(credentialRoutes.issuer, {}) });
export const cohortQuery = queryOptions({ queryKey: ['cohort'], queryFn: () => api(publicRoutes.cohort, {}) });
export const learnersQuery = queryOptions({ queryKey: ['learners'], queryFn: () => api(consoleRoutes.learners, {}) });
export const auditQuery = queryOptions({ queryKey: ['audit'], queryFn: () => api(consoleRoutes.audit, {}) });
export const publicCredentialQuery = (id: string) =>
  queryOptions({ queryKey: ['public', id], queryFn: () => api(publicRoutes.credential, { params: { id } }) });
