/** Problems as the console speaks them: the contract's, and the one the server cannot send, that it was not reached. */
import { Problem, type ProblemCode } from '../../../shared/contract/problem.ts';

export type FaultCode = ProblemCode | 'unreachable';

/** What a call to the server was refused with. `detail` is the server's own sentence, in its language. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly detail: string | undefined;
  readonly place: string | undefined;
  readonly reasons: readonly string[];

  constructor(
    code: FaultCode,
    said: { detail?: string | undefined; place?: string | undefined; reasons?: readonly string[] | undefined } = {},
  ) {
    super(said.detail ?? code);
    this.name = 'Fault';
    this.code = code;
    this.detail = said.detail;
    this.place = said.place;
    this.reasons = said.reasons ?? [];
  }
}

/** Reads a Problem off the wire; anything else becomes `internal`. */
export function faultOf(body: unknown): Fault {
  const problem = Problem.safeParse(body);
  if (!problem.success) return new Fault('internal');
  const { code, message, place, reasons } = problem.data;
  return new Fault(code, { detail: message, place, reasons });
}

/** Any thrown value as a Fault, for the one place that shows it. */
export const asFault = (thrown: unknown): Fault =>
  thrown instanceof Fault ? thrown : new Fault('internal', { detail: thrown instanceof Error ? thrown.message : undefined });
