/** What payments of another system's file change: facts about learners, each under the reference of its source. */
import { digest } from '../../shared/journal/chain.ts';
import { dateOf, type FeeSchedule, showCents } from '../../shared/programme/index.ts';
import type { FactToRecord, Programmes } from '../programmes/index.ts';
import { createFinder, type People } from './people.ts';
import type { Plan } from './plan.ts';
import { type ReadPayment, readPayments } from './read-payments.ts';
import type { Problem } from './table-file.ts';

type Options = {
  text: string;
  now: number;
  known: People;
  /** Of all programme versions: a payment may be for a version that was replaced since. */
  schedules: readonly FeeSchedule[];
  facts: Programmes['facts'];
};

export async function planPayments({ text, now, known, schedules, facts }: Options): Promise<Plan> {
  const { payments, problems } = readPayments(text, dateOf(now));
  const find = createFinder(known);
  const faults: Problem[] = [...problems];
  const taken: (ReadPayment & { learner: string })[] = [];
  let unchanged = 0;
  for (const read of payments) {
    const { row, who, currency, payment } = read;
    const found = find(who);
    if ('fault' in found) {
      faults.push({ row, column: 'learner_id', message: found.fault });
      continue;
    }
    const charging = schedules.filter(({ list }) => list.some(({ id }) => id === payment.fee));
    if (charging.length === 0) {
      faults.push({ row, column: 'fee', message: `no programme charges a fee called ${payment.fee}` });
      continue;
    }
    if (!charging.some((schedule) => schedule.currency === currency)) {
      const wanted = [...new Set(charging.map((schedule) => schedule.currency))].join(' or ');
      faults.push({ row, column: 'currency', message: `is ${currency}, but ${payment.fee} is charged in ${wanted}` });
      continue;
    }
    const learner = found.learner.id;
    const stored = (await facts.of(learner)).payments.find(
      (one) => one.fee === payment.fee && one.reference === payment.reference,
    );
    if (stored && digest(stored) === digest(payment)) unchanged++;
    else taken.push({ ...read, learner });
  }
  return {
    changes: taken.map(({ row, learner, currency, payment: { fee, amountCents, state, at, reference } }) => ({
      row,
      learner,
      what: `${fee}: ${showCents(amountCents)} ${currency} ${state}, ${dateOf(at)}, ${reference}`,
    })),
    unchanged,
    problems: faults,
    questions: [],
    async write(trx, from) {
      const all = taken.map(({ learner, payment }): FactToRecord => ({ kind: 'payment', learner, body: payment }));
      await facts.record(trx, all, from);
    },
  };
}
