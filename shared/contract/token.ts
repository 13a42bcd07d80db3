import * as z from 'zod/mini';

/** An opaque token that opens something for whoever holds it, such as a learner's own page. Sent in a body, never in an address. */
export const Token = z.string().check(z.regex(/^[A-Za-z0-9_-]{20,100}$/));
