/** The life of an authorisation: which event is possible in which state, and what time does to it. Pure. */
import type { AuthorisationState, WindowRule } from '../../shared/contract/registration.ts';

export type AuthorisationEventKind = 'register' | 'begin' | 'cancel' | 'expire' | 'miss' | 'restore';
export type Held = { state: AuthorisationState; registered: boolean };

/** What an event makes of an authorisation, or why it cannot be, in words. */
export function advance(held: Held, event: AuthorisationEventKind): Held | { fault: string } {
  const { state, registered } = held;
  switch (event) {
    case 'register':
      if (state !== 'granted') return { fault: `This authorisation is ${words[state]}; it lets nobody register.` };
      return registered ? { fault: 'The learner is registered already.' } : { state, registered: true };
    case 'begin':
      return state === 'granted' && registered
        ? { state: 'used', registered }
        : { fault: `An exam cannot begin: ${words[state]}.` };
    case 'cancel':
      return state === 'granted' ? { state: 'cancelled', registered } : { fault: `There is nothing to cancel: ${words[state]}.` };
    case 'expire':
      return state === 'granted' && !registered
        ? { state: 'expired', registered }
        : { fault: `This cannot expire: ${words[state]}.` };
    case 'miss':
      return state === 'granted' && registered
        ? { state: 'no-show', registered }
        : { fault: `Nobody was missed: ${words[state]}.` };
    case 'restore':
      return state === 'used' || state === 'no-show'
        ? { state: 'restored', registered }
        : { fault: `Only an attempt that was used or missed is given back; this one is ${words[state]}.` };
  }
}
const words: Record<AuthorisationState, string> = {
  granted: 'granted',
  used: 'used',
  expired: 'expired',
  cancelled: 'cancelled',
  'no-show': 'a no-show',
  restored: 'given back',
};

export type Times = { opensAt: number; closesAt: number; rule: WindowRule };
/**
 * What has happened to an authorisation by now without anybody's doing, or null.
 * @param begun whether there is a sitting of its registration
 */
export function due(held: Held, begun: boolean, { closesAt, rule }: Times, now: number): 'begin' | 'miss' | 'expire' | null {
  if (held.state !== 'granted') return null;
  if (held.registered && begun) return 'begin';
  if (held.registered) return now >= closesAt ? 'miss' : null;
  return now >= rule.registersUntil ? 'expire' : null;
}

/** Whether the learner may still cancel or go elsewhere by themselves. */
export const mayChange = (held: Held, { rule }: Times, now: number): boolean =>
  held.state === 'granted' && held.registered && now < rule.changeUntil;

/** What is wrong with the times of a window, in words. */
export function faultsOfTimes({ opensAt, closesAt, rule }: Times): string[] {
  const faults: string[] = [];
  if (opensAt >= closesAt) faults.push('closesAt: the window must close after it opens.');
  if (rule.registersFrom >= rule.registersUntil) faults.push('rule.registersUntil: registration must close after it opens.');
  if (rule.registersUntil > closesAt) faults.push('rule.registersUntil: registration must close no later than the window.');
  if (rule.changeUntil > closesAt) faults.push('rule.changeUntil: changes must end no later than the window.');
  return faults;
}

/** For windows that came without a rule: registration and changes until the window opens. */
export const usualRule = ({ opensAt, closesAt }: { opensAt: number; closesAt: number }): WindowRule => ({
  registersFrom: 0,
  registersUntil: closesAt,
  changeUntil: opensAt,
  seats: null,
  identity: false,
});
