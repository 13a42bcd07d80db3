import './app/strict.ts';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Fault } from './app/problem.ts';
import { meQuery } from './app/queries.ts';
import { pickLocale, Texts } from './app/text.tsx';
import { makeRouter } from './routes.tsx';
import '../../shared/design/tokens.css';
import './ui/base.css';

/** A refusal is an answer and is not asked for again; only a server that was not reached or is busy is. */
const retry = (count: number, thrown: Error): boolean =>
  count < 2 && thrown instanceof Fault && (thrown.code === 'unreachable' || thrown.code === 'busy');

const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: 10_000, retry } },
  queryCache: new QueryCache({
    onError: (thrown) => {
      if (!(thrown instanceof Fault) || thrown.code !== 'not-signed-in') return;
      queries.setQueryData(meQuery.queryKey, null);
      void router.invalidate();
    },
  }),
});
const router = makeRouter(queries);
const locale = pickLocale(location.search, navigator.languages);
const place = document.getElementById('root');
if (!place) throw new Error('index.html has no element with the id "root".');

createRoot(place).render(
  <StrictMode>
    <Texts locale={locale}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Texts>
  </StrictMode>,
);
