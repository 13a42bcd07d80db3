/** What is signed before a transaction and stored inside it, and which change of a credential's state is one at all. */
import type { CredentialState } from '../../shared/contract/credentials.ts';
import type { Trx } from '../platform/database/database.ts';
import { ProblemError } from '../platform/problem-error.ts';
import type { Claims } from './badge.ts';
import type { StoredCredential } from './store.ts';

/** A signed change, made outside of any transaction; `write` stores it inside one, or throws `conflict` when it came too late. */
export type Prepared = { credential: string; write(trx: Trx): Promise<void> };
/** Several changes for one transaction: each of their lists is signed once, by `finish`, whose `write` comes last. */
export type Batch = {
  changes: Map<string, Map<number, CredentialState>>;
  finish(): Promise<{ write(trx: Trx): Promise<void> }>;
};
export type ToIssue = { learner: string; claims: Claims; by: string };
export type ToTakeBack = {
  id: string;
  reason: string;
  by: string;
  /** Set when a decision takes the credential back, so that a later one may grant it again. */
  decision: string | null;
  batch?: Batch;
};
export type Step = ToTakeBack & { to: CredentialState; successor?: StoredCredential };

/** From which states a state can be reached. A revoked or superseded credential stays so. */
const before: Record<CredentialState, readonly CredentialState[]> = {
  valid: ['suspended'],
  suspended: ['valid'],
  revoked: ['valid', 'suspended'],
  superseded: ['valid', 'suspended'],
};

/** @throws ProblemError `conflict` when a credential in the state `from` cannot become `to` */
export function refuseUnreachable(from: CredentialState, to: CredentialState): void {
  if (before[to].includes(from)) return;
  throw new ProblemError('conflict', `This credential is ${from}. Nothing was changed.`, { place: 'id' });
}
