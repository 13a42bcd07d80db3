/** Who is calling, and whether the contract lets them. Deny by default: a route without `allowed` does not exist. */
import type { Account } from '../../../shared/contract/console.ts';
import type { Allowed } from '../../../shared/contract/kit.ts';
import { ProblemError } from '../problem-error.ts';

export type Caller = { kind: 'nobody' } | { kind: 'staff'; account: Account } | { kind: 'candidate'; sitting: string };

/** @throws ProblemError `not-signed-in` or `not-allowed` */
export function requireAllowed(caller: Caller, allowed: Allowed): void {
  if (allowed === 'anyone') return;
  if (caller.kind === 'nobody') throw new ProblemError('not-signed-in', 'Sign in first.');
  const roles: readonly string[] = caller.kind === 'candidate' ? ['candidate'] : caller.account.roles;
  if (!allowed.some((role) => roles.includes(role))) {
    throw new ProblemError('not-allowed', `Your account may not do this. It takes one of: ${allowed.join(', ')}.`);
  }
}

/** The staff account of a caller that the contract already let in. */
export function staffOf(caller: Caller): Account {
  if (caller.kind !== 'staff') throw new ProblemError('not-allowed', 'Only staff may do this.');
  return caller.account;
}

/** The sitting of a candidate that the contract already let in. */
export function sittingOf(caller: Caller): string {
  if (caller.kind !== 'candidate') throw new ProblemError('not-allowed', "Only a candidate's client may do this.");
  return caller.sitting;
}
