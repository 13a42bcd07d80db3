/**
 * `node test/verifier/cli.ts FILE... [--issuer DID] [--online]`: checks a bundle, or a badge as JSON, JWT, PNG, SVG or
 * certificate. The status list and the issuer's DID document are further files; `--online` fetches what is missing.
 * Exits 0 when valid, else 1.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { documentUrlOf } from './did.ts';
import { type Found, recognise } from './files.ts';
import { openJwt } from './jwt.ts';
import { Refusal } from './refusal.ts';
import { type Given, type Verdict, verifyBundle, verifyCredential } from './verify.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);
const Named = z.looseObject({
  issuer: z.looseObject({ id: z.string() }),
  credentialStatus: z.looseObject({ statusListCredential: z.string() }).optional(),
});
const MOST_CHARACTERS = 4_000_000;

/** Fetches JSON over https, or over http from this computer. */
async function fetched(url: string): Promise<unknown> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== 'https:' && hostname !== '127.0.0.1' && hostname !== 'localhost') throw new Refusal(`${url} is not https.`);
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(15_000) });
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
    const text = await response.text();
    if (text.length > MOST_CHARACTERS) throw new Error('it is too large');
    return JSON.parse(text);
  } catch (error) {
    throw new Refusal(`${url} could not be fetched: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function judge(found: readonly Found[], issuer: string | undefined, online: boolean): Promise<Verdict> {
  const of = (kind: Found['kind']) => found.filter((each) => each.kind === kind);
  const [subject, ...more] = found.filter(({ kind }) => kind === 'bundle' || kind === 'badge' || kind === 'jwt');
  if (!subject || more.length > 0) throw new Refusal('give one bundle or badge, and what belongs to it');
  const badge = subject.kind === 'jwt' ? openJwt(subject.value).badge : subject.value;
  const named = Named.safeParse(subject.kind === 'bundle' ? Reflect.get(badge, 'badge') : badge).data;
  const did = named?.issuer.id ?? '';
  const given: unknown = of('did-document')[0]?.value;
  const fetchesDocument = online && given === undefined && did.startsWith('did:web:');
  const question = { at: Date.now(), issuer, issuerDocument: fetchesDocument ? await fetched(documentUrlOf(did)) : given };
  if (subject.kind === 'bundle') return await verifyBundle(subject.value, question);
  const listUrl = named?.credentialStatus?.statusListCredential;
  const statusList: unknown = of('status-list')[0]?.value ?? (online && listUrl ? await fetched(listUrl) : undefined);
  const credential: Given = subject.kind === 'jwt' ? { jwt: subject.value, statusList } : { badge, statusList };
  return await verifyCredential(credential, question);
}

async function main(): Promise<boolean> {
  const options = { issuer: { type: 'string' }, online: { type: 'boolean' } } as const;
  const { positionals, values } = parseArgs({ allowPositionals: true, options });
  if (positionals.length === 0) {
    say('Usage: npm run verify -- FILE... [--issuer DID] [--online]');
    say('FILE is a bundle, or a badge (JSON, JWT, PNG, SVG, certificate) with its status list and, for a did:web, did.json.');
    return false;
  }
  const found = await Promise.all(positionals.map(async (file) => recognise(await readFile(file))));
  const verdict = await judge(found, values.issuer, values.online ?? false);
  if (!verdict.valid) {
    say(`NOT VALID: ${verdict.reason}`);
    return false;
  }
  say(`VALID: ${verdict.achievement}, awarded to ${verdict.holder}`);
  say(`Issued by ${verdict.issuer.name}, ${verdict.issuer.did}`);
  if (!values.issuer) say('Whether that is the issuer you expect is for you to check; --issuer makes it part of the verdict.');
  say(`Neither revoked nor suspended as of ${Math.floor(verdict.statusAgeMs / 3_600_000)} hours ago.`);
  return true;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  say(`NOT VALID: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
