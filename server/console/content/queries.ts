import { queryOptions } from '@tanstack/react-query';
import { contentRoutes } from '../../../shared/contract/content.ts';
import { api } from '../app/api.ts';

export const examsQuery = queryOptions({ queryKey: ['exams'], queryFn: () => api(contentRoutes.exams, {}) });
/** What plain QTI cannot say of one exam; asked for only when somebody is about to take it away. */
export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: ['exams', id, 'notes'],
    queryFn: () => api(contentRoutes.notes, { params: { id }, query: { kind: 'plain' } }),
  });
