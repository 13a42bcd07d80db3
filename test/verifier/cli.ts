/** `node test/verifier/cli.ts BUNDLE.json [--issuer DID]`: checks a bundle without a network. Exits 0 when valid, else 1. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { verifyBundle } from './verify.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

async function main(): Promise<boolean> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { issuer: { type: 'string' } } });
  const [file] = positionals;
  if (!file || positionals.length > 1) {
    say('Usage: node test/verifier/cli.ts BUNDLE.json [--issuer did:key:…]');
    return false;
  }
  const verdict = await verifyBundle(JSON.parse(await readFile(file, 'utf8')), { at: Date.now(), issuer: values.issuer });
  if (!verdict.valid) {
    say(`NOT VALID: ${verdict.reason}`);
    return false;
  }
  say(`VALID: ${verdict.achievement}, awarded to ${verdict.holder}`);
  say(`Issued by ${verdict.issuer.name}, ${verdict.issuer.did}`);
  if (!values.issuer) say('Whether that is the issuer you expect is for you to check; --issuer makes it part of the verdict.');
  say(`Not revoked as of ${Math.floor(verdict.statusAgeMs / 3_600_000)} hours ago.`);
  return true;
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  say(`NOT VALID: the bundle could not be read: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
