import { queryOptions } from '@tanstack/react-query';
import { figureRoutes } from '../../../shared/contract/figures.ts';
import { api } from '../app/api.ts';

export const figuredQuery = queryOptions({ queryKey: ['figures'], queryFn: () => api(figureRoutes.exams, {}) });
export const figuresQuery = (id: string) =>
  queryOptions({ queryKey: ['figures', id], queryFn: () => api(figureRoutes.figures, { params: { id } }) });
