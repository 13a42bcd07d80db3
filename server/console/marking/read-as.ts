import { Fault } from '../app/problem.ts';

type Readable<T> = {
  safeParse: (
    value: unknown,
  ) => { success: true; data: T } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } };
};

/** What was typed under a schema of the contract. @throws Fault that names the place of the first fault */
export function readAs<T>(schema: Readable<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Fault('bad-input', { detail: issue?.message, place: issue?.path.map(String).join('.') });
}
