import { queryOptions } from '@tanstack/react-query';
import { regradeRoutes } from '../../../shared/contract/regrade.ts';
import { api } from '../app/api.ts';

export const regradesQuery = queryOptions({ queryKey: ['regrades'], queryFn: () => api(regradeRoutes.regrades, {}) });
export const regradeQuery = (id: string) =>
  queryOptions({ queryKey: ['regrades', id], queryFn: () => api(regradeRoutes.regrade, { params: { id } }) });
export const keysQuery = queryOptions({ queryKey: ['keys'], queryFn: () => api(regradeRoutes.keys, {}) });
