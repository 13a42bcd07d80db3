import { queryOptions } from '@tanstack/react-query';
import { importRoutes } from '../../../shared/contract/imports.ts';
import { api } from '../app/api.ts';

export const runsQuery = queryOptions({ queryKey: ['imports'], queryFn: () => api(importRoutes.runs, {}) });
