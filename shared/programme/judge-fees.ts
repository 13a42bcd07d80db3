/** Whether what a programme charges is settled. Pure. */
import { newest } from './attempts.ts';
import type { Evidence, Payment } from './evidence.ts';
import type { Fee } from './fees.ts';
import type { Programme } from './programme.ts';
import type { Verdict, Why } from './verdict.ts';

/** One fee by its payments, each in its newest state. One that stands is enough; without any it is unpaid. */
export function judgeFee(fee: Fee, currency: string, payments: readonly Payment[]): Verdict {
  const { title, amountCents } = fee;
  const own = newest(payments.filter((payment) => payment.fee === fee.id));
  const has = (state: Payment['state']) => own.some((payment) => payment.state === state);
  const verdict = (status: Verdict['status'], why: Why): Verdict => ({ rule: title, status, why, children: [] });
  if (has('paid')) return verdict('met', { is: 'fee-paid', title });
  if (has('waived')) return verdict('met', { is: 'fee-waived', title });
  if (has('charged-back')) return verdict('unmet', { is: 'fee-charged-back', title });
  if (has('refunded')) return verdict('unmet', { is: 'fee-refunded', title });
  return verdict('unmet', { is: 'fee-unpaid', title, amountCents, currency });
}

/**
 * Fees that keep a credential from being signed: those due before the award and not settled, and every one that was
 * charged back or paid back.
 */
export function openFees({ fees }: Programme, { payments = [] }: Evidence): Verdict[] {
  return (fees?.list ?? []).flatMap((fee) => {
    const verdict = judgeFee(fee, fees?.currency ?? '', payments);
    if (verdict.status === 'met') return [];
    const { is } = verdict.why;
    return fee.due === 'before-award' || is === 'fee-charged-back' || is === 'fee-refunded' ? [verdict] : [];
  });
}
