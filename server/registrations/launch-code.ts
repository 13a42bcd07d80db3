import { randomInt } from 'node:crypto';

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
/** A launch code such as `K7QM-2FJX-9RTA`: 60 bits from an alphabet without look-alikes. */
export const newLaunchCode = (): string => `${group()}-${group()}-${group()}`;
