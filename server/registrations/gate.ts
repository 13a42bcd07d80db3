/** Why a learner may or may not register for a window, rule by rule, before anybody pays. Pure. */
import type { RuleReport } from '../../shared/contract/console.ts';
import type { AuthorisationState } from '../../shared/contract/registration.ts';
import type { Said } from '../../shared/contract/said.ts';
import { holdSaid } from '../../shared/programme/index.ts';
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
const titles = {
  period: 'Time of registration',
  once: 'One registration at a time',
  seats: 'Seats',
  identity: 'Identity',
  programme: 'Programme',
} as const;
type Values = NonNullable<Said['values']>;
/** @param id what pages say, after `gate.` @param reason the same in English */
const leaf = (rule: keyof typeof titles, met: boolean, id: string, reason: string, values: Values = {}): RuleReport => ({
  rule: titles[rule],
  title: `gate.title.${rule}`,
  status: met ? 'met' : 'unmet',
  reason,
  said: [{ id: `gate.${id}`, values }],
  children: [],
});
const held = (reason: string): RuleReport => {
  const said = holdSaid(reason);
  return {
    rule: 'Nothing open',
    title: 'hold.nothingOpen',
    status: 'held',
    reason,
    ...(said ? { said: [said] } : {}),
    children: [],
  };
};

/** Every rule is told of, also when one alone decides: nobody should come back for the next reason. */
export function gate(facts: GateFacts): RuleReport {
  const children = [
    period(facts),
    once(facts),
    ...seats(facts),
    ...identity(facts),
    ...facts.holds.map(held),
    invited(facts) ? leaf('programme', true, 'invited', 'Staff have let you register, whatever the rules say.') : facts.programme,
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
  return { rule: facts.window.title, status, reason, said: [{ id: `gate.${status}` }], children };
}

const invited = ({ own }: Pick<GateFacts, 'own'>): boolean => own?.state === 'granted' && !own.registered;

function period({ now, window }: GateFacts): RuleReport {
  const { registersFrom, registersUntil } = window.rule;
  const [from, until] = [{ at: registersFrom }, { at: registersUntil }];
  if (now < registersFrom) return leaf('period', false, 'opens', `Registration opens on ${when(registersFrom)}.`, { at: from });
  if (now >= registersUntil)
    return leaf('period', false, 'closed', `Registration closed on ${when(registersUntil)}.`, { at: until });
  return leaf('period', true, 'openUntil', `Registration is open until ${when(registersUntil)}.`, { at: until });
}

function once({ own, elsewhere }: GateFacts): RuleReport {
  if (own?.state === 'granted' && own.registered) return leaf('once', false, 'registered', 'You are registered for this window.');
  if (own && own.state !== 'granted') {
    const said = {
      used: 'You have taken the exam in this window.',
      'no-show': 'You were registered for this window and did not come.',
      cancelled: 'You have cancelled this window; choose another one.',
      expired: 'Your invitation to this window has expired.',
      restored: 'Your attempt in this window was given back; choose another window.',
    }[own.state];
    return leaf('once', false, `state.${own.state}`, said);
  }
  if (elsewhere !== null)
    return leaf(
      'once',
      false,
      'elsewhere',
      `You are registered for the same exam in "${elsewhere}"; go over from there, or cancel it first.`,
      { window: elsewhere },
    );
  return leaf('once', true, 'nowhere', 'You are registered for no other window of this exam.');
}

function seats({ window, taken, own }: GateFacts): RuleReport[] {
  const { seats: most } = window.rule;
  if (most === null) return [];
  const free = most - taken;
  // An invitation holds a seat of its own.
  const met = free > 0 || invited({ own });
  const count = Math.max(1, free);
  return [
    met
      ? leaf('seats', true, 'free', `${count} of ${most} seats are free.`, { count, most })
      : leaf('seats', false, 'full', `All ${most} seats are taken.`, { most }),
  ];
}

function identity({ window, idVerifiedOn }: GateFacts): RuleReport[] {
  if (!window.rule.identity) return [];
  return [
    idVerifiedOn === null
      ? leaf('identity', false, 'unchecked', 'Your identity document has not been checked yet.')
      : leaf('identity', true, 'checked', `Your identity document was checked on ${idVerifiedOn}.`, {
          on: { day: idVerifiedOn },
        }),
  ];
}
