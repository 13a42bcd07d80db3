import { queryOptions } from '@tanstack/react-query';
import { registrationRoutes } from '../../../shared/contract/registration.ts';
import { api } from '../app/api.ts';

export const windowsQuery = queryOptions({ queryKey: ['windows'], queryFn: () => api(registrationRoutes.windows, {}) });
export const windowQuery = (id: string) =>
  queryOptions({ queryKey: ['windows', id], queryFn: () => api(registrationRoutes.window, { params: { id } }) });
