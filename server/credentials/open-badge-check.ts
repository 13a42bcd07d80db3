/** The schema check before anything is signed: the signing library signs whatever it is given. */
import { Ajv2019 } from 'ajv/dist/2019.js';
import formats from 'ajv-formats';
import { openBadgeSchema } from './open-badge.schema.ts';

const ajv = new Ajv2019({ allErrors: true, strictTuples: false });
formats.default(ajv);
const check = ajv.compile(openBadgeSchema);

/** What keeps `badge` from being an Open Badge, as `place: fault`; empty when nothing does. With or without its proof. */
export function faultsOfOpenBadge(badge: unknown): string[] {
  if (check(badge)) return [];
  return (check.errors ?? []).map(
    ({ instancePath, message, keyword }) => `${instancePath.slice(1).replaceAll('/', '.') || 'badge'}: ${message ?? keyword}`,
  );
}
