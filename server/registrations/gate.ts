/** Why a learner may or may not register for a window, rule by rule, before anybody pays. Pure. */
import type { RuleReport } from '../../shared/contract/console.ts';
import type { AuthorisationState } from '../../shared/contract/registration.ts';
import type { Times } from './authorisation.ts';

export type GateFacts = {
  now: number;
  window: Times & { title: string };
  /** The programme's own rules: courses, attempts, waits, fees. */
  programme: RuleReport;
  /** Registrations that take a seat now. */
  taken: number;
  /** The learner's authorisation for this window, if there is one. */
  own: { state: AuthorisationState; registered: boolean } | null;
  /** The title of another window of the same exam for which the learner is registered. */
  elsewhere: string | null;
  /** The day on which a document was checked. */
  idVerifiedOn: string | null;
  /** What is open about the learner, in words. */
  holds: readonly string[];
};

const when = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const leaf = (rule: string, met: boolean, reason: string): RuleReport => ({
  rule,
  status: met ? 'met' : 'unmet',
  reason,
  children: [],
});

/** Every rule is told of, also when one alone decides: nobody should come back for the next reason. */
export function gate(facts: GateFacts): RuleReport {
  const children = [
    period(facts),
    once(facts),
    ...seats(facts),
    ...identity(facts),
    ...facts.holds.map((reason): RuleReport => ({ rule: 'Nothing open', status: 'held', reason, children: [] })),
    invited(facts) ? leaf('Programme', true, 'Staff have let you register, whatever the rules say.') : facts.programme,
  ];
  const status = children.some((child) => child.status === 'unmet')
    ? 'unmet'
    : children.some((child) => child.status === 'held')
      ? 'held'
      : 'met';
  const reason = {
    met: 'You may register.',
    unmet: 'You may not register yet; what is missing is below.',
    held: 'Something is still open; you may register when it is closed.',
  }[status];
  return { rule: facts.window.title, status, reason, children };
}

const invited = ({ own }: Pick<GateFacts, 'own'>): boolean => own?.state === 'granted' && !own.registered;

function period({ now, window }: GateFacts): RuleReport {
  const { registersFrom, registersUntil } = window.rule;
  const rule = 'Time of registration';
  if (now < registersFrom) return leaf(rule, false, `Registration opens on ${when(registersFrom)}.`);
  if (now >= registersUntil) return leaf(rule, false, `Registration closed on ${when(registersUntil)}.`);
  return leaf(rule, true, `Registration is open until ${when(registersUntil)}.`);
}

function once({ own, elsewhere }: GateFacts): RuleReport {
  const rule = 'One registration at a time';
  if (own?.state === 'granted' && own.registered) return leaf(rule, false, 'You are registered for this window.');
  if (own && own.state !== 'granted') {
    const said = {
      used: 'You have taken the exam in this window.',
      'no-show': 'You were registered for this window and did not come.',
      cancelled: 'You have cancelled this window; choose another one.',
      expired: 'Your invitation to this window has expired.',
      restored: 'Your attempt in this window was given back; choose another window.',
    }[own.state];
    return leaf(rule, false, said);
  }
  if (elsewhere !== null)
    return leaf(rule, false, `You are registered for the same exam in "${elsewhere}"; go over from there, or cancel it first.`);
  return leaf(rule, true, 'You are registered for no other window of this exam.');
}

function seats({ window, taken, own }: GateFacts): RuleReport[] {
  const { seats: most } = window.rule;
  if (most === null) return [];
  const free = most - taken;
  // An invitation holds a seat of its own.
  const met = free > 0 || invited({ own });
  return [leaf('Seats', met, met ? `${Math.max(1, free)} of ${most} seats are free.` : `All ${most} seats are taken.`)];
}

function identity({ window, idVerifiedOn }: GateFacts): RuleReport[] {
  if (!window.rule.identity) return [];
  return [
    leaf(
      'Identity',
      idVerifiedOn !== null,
      idVerifiedOn === null
        ? 'Your identity document has not been checked yet.'
        : `Your identity document was checked on ${idVerifiedOn}.`,
    ),
  ];
}
