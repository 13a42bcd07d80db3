/** An outbox that is a file: one JSON object a line, appended, for a mail system to read. */
import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Outbox } from './notices.ts';

/** Appends to `notices.jsonl` in `folder`, mode 0600: the lines hold names and addresses. */
export function fileOutbox(folder: string): Outbox {
  return {
    async take(notices) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const lines = notices.map(({ id, email, subject, text, created_at }) =>
        JSON.stringify({ id, to: email, subject, text, at: new Date(created_at).toISOString() }),
      );
      await appendFile(path.join(folder, 'notices.jsonl'), `${lines.join('\n')}\n`, { mode: 0o600, flush: true });
    },
  };
}
