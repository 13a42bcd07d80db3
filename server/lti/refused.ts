/** A launch that is not let in: a code for the page, a detail for the log. Never more than the code reaches the browser. */
import type { LtiRefusal } from '../../shared/contract/lti.ts';

export class Refused extends Error {
  readonly code: LtiRefusal;
  readonly again: string | null;
  /** @param again the query with which the login can be begun again in a window of its own */
  constructor(code: LtiRefusal, detail: string, again: string | null = null) {
    super(detail);
    this.name = 'Refused';
    this.code = code;
    this.again = again;
  }
}
