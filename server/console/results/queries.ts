import { queryOptions } from '@tanstack/react-query';
import { resultRoutes } from '../../../shared/contract/results.ts';
import { api } from '../app/api.ts';

export const versionsQuery = (id: string) =>
  queryOptions({ queryKey: ['results', id, 'versions'], queryFn: () => api(resultRoutes.versions, { params: { id } }) });
