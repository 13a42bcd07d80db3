import { queryOptions } from '@tanstack/react-query';
import { analysisRoutes } from '../../../shared/contract/analysis.ts';
import { api } from '../app/api.ts';

export const analysesQuery = queryOptions({ queryKey: ['analysis'], queryFn: () => api(analysisRoutes.exams, {}) });
export const analysisQuery = (id: string, focal: string | null) =>
  queryOptions({
    queryKey: ['analysis', id, focal],
    queryFn: () => api(analysisRoutes.exam, { params: { id }, query: focal === null ? {} : { focal } }),
    placeholderData: (before) => before,
  });
export const equatingQuery = (id: string, to: string) =>
  queryOptions({
    queryKey: ['analysis', id, 'equated', to],
    queryFn: () => api(analysisRoutes.equate, { params: { id, to } }),
  });
