/** Verifies a Data Integrity proof of the suite eddsa-rdfc-2022 (W3C Data Integrity EdDSA Cryptosuites 1.0, 3.2). */
import { createHash, verify } from 'node:crypto';
import { JsonLdParser } from 'jsonld-streaming-parser';
import { RDFC10 } from 'rdfjs-c14n';
import * as z from 'zod';
import { contexts, type JsonLdContext } from './contexts.ts';
import type { FindKey } from './did.ts';
import { fromBase58 } from './key.ts';
import { Refusal } from './refusal.ts';

const Proof = z.strictObject({
  type: z.literal('DataIntegrityProof'),
  cryptosuite: z.literal('eddsa-rdfc-2022'),
  proofPurpose: z.literal('assertionMethod'),
  verificationMethod: z.string(),
  created: z.iso.datetime(),
  proofValue: z.string(),
});
const Secured = z.looseObject({
  '@context': z.array(z.string()).min(1),
  proof: z.union([Proof.transform((proof) => [proof]), z.array(Proof)]),
});

/**
 * Checks that `document` is signed exactly as it stands by a key of its issuer.
 * @param findKey the issuer's keys
 * @param what how the document is called in a refusal
 * @param at ms since 1970
 * @param known the contexts by address
 * @throws Refusal
 */
export async function checkProof(document: object, findKey: FindKey, what: string, at: number, known = contexts): Promise<void> {
  const parsed = Secured.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Refusal(`${what} has no proof of the expected kind (${issue?.path.join('.')}: ${issue?.message}).`);
  }
  const { proof: proofs, ...unsecured } = parsed.data;
  const [proof] = proofs;
  if (!proof || proofs.length !== 1) throw new Refusal(`${what} must have exactly one proof.`);
  if (Date.parse(proof.created) > at) throw new Refusal(`${what} was signed in the future.`);
  const { proofValue, ...options } = proof;
  const key = findKey(proof.verificationMethod);
  if (key.asymmetricKeyType !== 'ed25519') throw new Refusal(`${what} is signed with a key that is not Ed25519.`);
  const configHash = await hash({ '@context': unsecured['@context'], ...options }, what, known);
  const documentHash = await hash(unsecured, what, known);
  const signature = fromBase58(proofValue);
  if (signature.length !== 64 || !verify(null, Buffer.concat([configHash, documentHash]), key, signature)) {
    throw new Refusal(`${what} was changed after it was signed, or was signed with another key.`);
  }
}

/** SHA-256 of the RDFC-1.0 canonical form. */
async function hash(document: object, what: string, known: Known): Promise<Buffer> {
  const canonical = await new RDFC10().canonicalize(await quadsOf(document, what, known));
  return createHash('sha256').update(canonical).digest();
}

type Known = ReadonlyMap<string, JsonLdContext>;
type Quads = Parameters<RDFC10['canonicalize']>[0];
function quadsOf(document: object, what: string, known: Known): Promise<Quads> {
  return new Promise((resolve, reject) => {
    const parser = new JsonLdParser({
      processingMode: '1.1',
      // A term that no context defines would be dropped, and so not be covered by the signature.
      strictValues: true,
      documentLoader: {
        async load(url) {
          const context = known.get(url);
          if (!context) throw new Refusal(`${what} needs the context ${url}, which is not at hand.`);
          return context;
        },
      },
    });
    const quads: unknown[] = [];
    parser.on('data', (quad) => quads.push(quad));
    parser.on('error', (error) =>
      reject(error instanceof Refusal ? error : new Refusal(`${what} is not valid JSON-LD: ${error.message}`)),
    );
    parser.on('end', () => resolve(quads as Quads));
    parser.write(JSON.stringify(document));
    parser.end();
  });
}
