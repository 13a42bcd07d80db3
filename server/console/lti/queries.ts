import { queryOptions } from '@tanstack/react-query';
import { ltiRoutes } from '../../../shared/contract/lti.ts';
import { api } from '../app/api.ts';

export const ltiQuery = queryOptions({ queryKey: ['lti'], queryFn: () => api(ltiRoutes.page, {}) });
