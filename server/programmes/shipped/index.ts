/** Programmes of the kinds the field knows, as files: to begin from in the editor. None is published by being here. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Programme } from '../../../shared/programme/index.ts';
import { readProgramme } from '../read-programme.ts';

/** Every shipped programme, by its id. @throws ProblemError when a file is broken */
export function shippedProgrammes(): Map<string, Programme> {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json'));
  const all = files.toSorted().map((name) => readProgramme(readFileSync(path.join(import.meta.dirname, name), 'utf8')));
  return new Map(all.map((programme) => [programme.id, programme]));
}
