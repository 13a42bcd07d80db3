/** What the screens remember of the running exam and main need not know; it outlives a pause. */
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { DeliveryForm } from '../../../shared/assessment/delivery.ts';
import type { Problem } from '../../../shared/contract/problem.ts';
import { useClient } from '../client/client.tsx';
import { readForm } from '../content/schema.ts';
import { createDrafts, type DraftState, type Drafts } from './drafts.ts';

type Session = {
  drafts: Drafts;
  /** The choices crossed out, as `item/choice`. */
  out: ReadonlySet<string>;
  setOut: (out: ReadonlySet<string>) => void;
  crossing: boolean;
  setCrossing: (crossing: boolean) => void;
  /** Item on the screen, or null before the first. */
  current: string | null;
  setCurrent: (item: string) => void;
  place: 'question' | 'review';
  setPlace: (place: 'question' | 'review') => void;
  timerHidden: boolean;
  setTimerHidden: (hidden: boolean) => void;
  /** Share of the width that the case takes, in per cent. */
  split: number;
  setSplit: (split: number) => void;
};
const SessionContext = createContext<Session | null>(null);

const later = (callback: () => void, ms: number) => {
  const timer = window.setTimeout(callback, ms);
  return () => window.clearTimeout(timer);
};

/** Begins with the answers main knows; from then on this side's are the newer ones. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { bridge, view } = useClient();
  const [drafts] = useState(() =>
    createDrafts(
      { answers: view.sitting?.answers ?? {}, comments: view.sitting?.comments ?? {} },
      { answer: bridge.answer, comment: bridge.comment, later },
    ),
  );
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const [crossing, setCrossing] = useState(false);
  const [current, setCurrent] = useState<string | null>(view.sitting?.current ?? null);
  const [place, setPlace] = useState<'question' | 'review'>('question');
  const [timerHidden, setTimerHidden] = useState(false);
  const [split, setSplit] = useState(52);

  useEffect(() => {
    const flush = () => void drafts.flush();
    window.addEventListener('pagehide', flush);
    window.addEventListener('blur', flush);
    document.addEventListener('visibilitychange', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('blur', flush);
      document.removeEventListener('visibilitychange', flush);
    };
  }, [drafts]);

  return (
    <SessionContext
      value={{
        drafts,
        out,
        setOut,
        crossing,
        setCrossing,
        current,
        setCurrent,
        place,
        setPlace,
        timerHidden,
        setTimerHidden,
        split,
        setSplit,
      }}
    >
      {children}
    </SessionContext>
  );
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession stands outside of SessionProvider');
  return session;
}

/** The answers as drafted and how far they are saved. */
export function useDrafts(): DraftState {
  const { drafts } = useSession();
  return useSyncExternalStore(drafts.subscribe, drafts.state);
}

/** The delivery form, fetched from main once, and anew for each stretch of questions that was opened. */
export function useForm(stretch: number): { form: DeliveryForm | null; problem: Problem | null; retry: () => void } {
  const { bridge } = useClient();
  const [form, setForm] = useState<DeliveryForm | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt fetches again
  useEffect(() => {
    let wanted = true;
    void bridge.form({}).then((outcome) => {
      if (!wanted) return;
      if (outcome.ok) setForm(readForm(outcome.value));
      setProblem(outcome.ok ? null : outcome.problem);
    });
    return () => {
      wanted = false;
    };
  }, [bridge, attempt, stretch]);
  return { form, problem, retry: () => setAttempt((known) => known + 1) };
}
