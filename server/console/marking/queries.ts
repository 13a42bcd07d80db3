import { queryOptions } from '@tanstack/react-query';
import { markingRoutes } from '../../../shared/contract/marking.ts';
import { api } from '../app/api.ts';

export const queuesQuery = queryOptions({ queryKey: ['marking', 'queues'], queryFn: () => api(markingRoutes.queues, {}) });
/** Opening a desk reserves a response, so it is asked for when the marker is ready and never by itself. */
export const deskQuery = (queue: string) =>
  queryOptions({
    queryKey: ['marking', 'desk', queue],
    queryFn: () => api(markingRoutes.next, { params: { queue } }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
export const scriptsQuery = queryOptions({ queryKey: ['marking', 'scripts'], queryFn: () => api(markingRoutes.scripts, {}) });
export const scriptQuery = (queue: string, script: string) =>
  queryOptions({
    queryKey: ['marking', 'scripts', queue, script],
    queryFn: () => api(markingRoutes.script, { params: { queue, script } }),
  });
export const overviewQuery = queryOptions({ queryKey: ['marking', 'overview'], queryFn: () => api(markingRoutes.overview, {}) });
export const setUpQuery = (queue: string) =>
  queryOptions({ queryKey: ['marking', 'set-up', queue], queryFn: () => api(markingRoutes.setUp, { params: { queue } }) });
