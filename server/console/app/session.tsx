/** Who is signed in, and the one socket of that session. */
import { createContext, type ReactNode, use, useEffect, useState, useSyncExternalStore } from 'react';
import type { Account } from '../../../shared/contract/console.ts';
import { mayAct } from './roles.ts';
import { type ConsoleSocket, type Link, openConsole } from './socket.ts';

type Session = { account: Account; socket: ConsoleSocket | null };
const SessionContext = createContext<Session | null>(null);

/** Opens the socket for whoever may watch; reviewers need none. */
export function SessionProvider({ account, children }: { account: Account; children: ReactNode }) {
  const [socket, setSocket] = useState<ConsoleSocket | null>(null);
  const watches = mayAct(account);
  useEffect(() => {
    if (!watches) return;
    const opened = openConsole();
    setSocket(opened);
    return () => {
      opened.close();
      setSocket(null);
    };
  }, [watches]);
  return <SessionContext value={{ account, socket }}>{children}</SessionContext>;
}

function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('This page is only shown to someone signed in.');
  return session;
}
export const useAccount = (): Account => useSession().account;
export const useConsole = (): ConsoleSocket | null => useSession().socket;

const nothing = () => () => {};
/** The live wall and the state of the connection; null before the socket is there. */
export function useLink(): Link | null {
  const socket = useConsole();
  return useSyncExternalStore(socket?.subscribe ?? nothing, () => socket?.state() ?? null);
}
