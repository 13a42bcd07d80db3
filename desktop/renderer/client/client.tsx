/** What main last pushed, and the commands that answer it, for every screen below. */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Bridge, ClientView } from '../../../shared/contract/bridge.ts';

/** A view and when it arrived (ms, `performance.now()`), from which the clock counts on. */
export type Seen = { view: ClientView; at: number };
type Client = Seen & { bridge: Bridge };

const ClientContext = createContext<Client | null>(null);

/** Follows main's pushes; draws nothing until the first view is there. */
export function ClientProvider({ bridge, children }: { bridge: Bridge; children: ReactNode }) {
  const [seen, setSeen] = useState<Seen | null>(null);
  useEffect(() => {
    let mounted = true;
    const receive = (view: ClientView) => setSeen({ view, at: performance.now() });
    const stop = bridge.onView(receive);
    void bridge.view({}).then((first) => {
      // A push that overtook the first reply is newer than it.
      if (mounted && first.ok) setSeen((known) => known ?? { view: first.value, at: performance.now() });
    });
    return () => {
      mounted = false;
      stop();
    };
  }, [bridge]);
  return seen && <ClientContext value={{ bridge, ...seen }}>{children}</ClientContext>;
}

/** The present view and the bridge. */
export function useClient(): Client {
  const client = useContext(ClientContext);
  if (!client) throw new Error('useClient stands outside of ClientProvider');
  return client;
}
