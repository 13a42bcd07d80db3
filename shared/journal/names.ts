/** Names as entries hold them. */
import * as z from 'zod/mini';

export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/));
export const Id = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/));
