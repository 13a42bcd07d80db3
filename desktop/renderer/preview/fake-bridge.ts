/** A bridge that answers like main in good weather, and badly when told to. */
import { DeliveryForm } from '../../../shared/assessment/delivery.ts';
import type { Bridge, ClientView } from '../../../shared/contract/bridge.ts';
import type { Outcome, Problem } from '../../../shared/contract/problem.ts';
import { form } from './form.ts';

export type Call = { channel: string; body: unknown };
export type Preview = {
  calls: Call[];
  push: (change: Partial<ClientView>) => void;
  pushSitting: (change: Partial<NonNullable<ClientView['sitting']>>) => void;
  /** Refuses the next `times` calls of a channel. */
  refuse: (channel: string, problem: Problem, times?: number) => void;
};

export function createFakeBridge(first: ClientView): { bridge: Bridge; preview: Preview } {
  let view = first;
  let seq = 100;
  const listeners = new Set<(view: ClientView) => void>();
  const refusals = new Map<string, { problem: Problem; times: number }>();
  const calls: Call[] = [];

  const push: Preview['push'] = (change) => {
    view = { ...view, ...change };
    for (const listener of listeners) listener(view);
  };
  const pushSitting: Preview['pushSitting'] = (change) => {
    if (view.sitting) push({ sitting: { ...view.sitting, ...change } });
  };
  const answered = async <B, T>(channel: string, body: B, reply: (body: B) => T): Promise<Outcome<T>> => {
    calls.push({ channel, body });
    const refusal = refusals.get(channel);
    if (refusal && refusal.times > 0) {
      refusal.times -= 1;
      return { ok: false, problem: refusal.problem };
    }
    return { ok: true, value: reply(body) };
  };
  const command =
    <B>(channel: string, effect: (body: B) => void = () => {}) =>
    (body: B) =>
      answered(channel, body, (given) => {
        effect(given);
        return {};
      });

  const bridge: Bridge = {
    view: (body) => answered('view', body, () => view),
    launch: command('launch', () => push({ screen: 'capability' })),
    systemCheck: command('systemCheck', () => push({ screen: 'system-check' })),
    check: command<{ checks: ClientView['check']['checks'] }>('check', ({ checks }) =>
      push({
        check: { ...view.check, checks: [...view.check.checks.filter(({ id }) => !checks.some((c) => c.id === id)), ...checks] },
      }),
    ),
    closeCheck: command('closeCheck', () => push({ screen: 'launch' })),
    acceptCapability: command('acceptCapability', () => push({ screen: 'consent' })),
    consent: command('consent', () => push({ screen: 'portrait' })),
    picture: command<{ purpose: string }>('picture', ({ purpose }) =>
      push({ screen: purpose === 'portrait' ? 'document' : 'waiting' }),
    ),
    still: command('still'),
    attach: (body) => answered('attach', body, ({ bytes }) => ({ hash: 'f'.repeat(64), bytes: bytes.length })),
    signal: command('signal'),
    begin: command('begin', () => push({ screen: 'exam' })),
    // Through JSON, as the form travels.
    form: (body) => answered('form', body, () => DeliveryForm.parse(JSON.parse(JSON.stringify(form)))),
    show: command<{ item: string }>('show', ({ item }) => pushSitting({ current: item })),
    answer: (body) =>
      answered('answer', body, ({ item, responses }) => {
        seq += 1;
        pushSitting({ answers: { ...view.sitting?.answers, [item]: responses } });
        push({ saved: { ...view.saved, entries: seq } });
        return { seq };
      }),
    mark: command<{ item: string; marked: boolean }>('mark', ({ item, marked }) => {
      const others = (view.sitting?.marked ?? []).filter((id) => id !== item);
      pushSitting({ marked: marked ? [...others, item] : others });
    }),
    askHelp: command('askHelp', () => pushSitting({ helpAsked: true })),
    submit: command('submit', () => {
      pushSitting({ submitCause: 'candidate', running: false });
      push({ screen: 'finished' });
    }),
    quit: command('quit'),
    onView: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const refuse: Preview['refuse'] = (channel, problem, times = 1) => refusals.set(channel, { problem, times });
  return { bridge, preview: { calls, push, pushSitting, refuse } };
}
