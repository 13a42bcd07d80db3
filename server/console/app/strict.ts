/** Imported before anything that holds a schema: zod must not try to compile code under the page's CSP. */
import * as z from 'zod/mini';

z.config({ jitless: true });
