import { queryOptions } from '@tanstack/react-query';
import { holdRoutes } from '../../../shared/contract/holds.ts';
import { pathwayRoutes } from '../../../shared/contract/pathways.ts';
import { personRoutes } from '../../../shared/contract/persons.ts';
import { programmeRoutes } from '../../../shared/contract/programmes.ts';
import { api } from '../app/api.ts';

export const programmesQuery = queryOptions({ queryKey: ['programmes'], queryFn: () => api(programmeRoutes.programmes, {}) });
export const shippedQuery = queryOptions({
  queryKey: ['shipped-programmes'],
  queryFn: () => api(programmeRoutes.shipped, {}),
  staleTime: Number.POSITIVE_INFINITY,
});
export const listedQuery = queryOptions({ queryKey: ['rules'], queryFn: () => api(programmeRoutes.listed, {}) });
export const rulesQuery = (id: string, version?: string) =>
  queryOptions({
    queryKey: ['rules', id, version ?? null],
    queryFn: () => api(programmeRoutes.rules, { params: { id }, query: version === undefined ? {} : { version } }),
  });
export const draftQuery = (id: string) =>
  queryOptions({ queryKey: ['programmes', id, 'draft'], queryFn: () => api(programmeRoutes.draft, { params: { id } }) });
export const holdsQuery = queryOptions({ queryKey: ['holds'], queryFn: () => api(holdRoutes.holds, {}) });
export const doubtsQuery = queryOptions({ queryKey: ['doubts'], queryFn: () => api(holdRoutes.doubts, {}) });
export const claimsQuery = queryOptions({ queryKey: ['persons'], queryFn: () => api(personRoutes.claims, {}) });
export const applicationsQuery = queryOptions({
  queryKey: ['applications'],
  queryFn: () => api(pathwayRoutes.applications, {}),
});
export const openingsQuery = queryOptions({
  queryKey: ['applications', 'openings'],
  queryFn: () => api(pathwayRoutes.openings, {}),
});
