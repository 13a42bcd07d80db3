/** The issuer: a did:key identity made from a 32-byte seed, and the signature eddsa-rdfc-2022 under it. */
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { driver } from '@digitalbazaar/did-method-key';
import { from, generate } from '@digitalbazaar/ed25519-multikey';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { issue } from '@digitalbazaar/vc';
import { loaderOf } from './contexts.ts';

/** Where the issuer's secret comes from; keeping it safe is the platform's work. */
export type IssuerKey = { seed: Uint8Array };
export type Issuer = {
  did: string;
  didDocument: object;
  /** Signs with one assertion proof, in an array as the Open Badges schema asks. @throws Error on terms no context defines */
  sign(credential: object, at: number): Promise<object>;
};

const didKey = driver();
didKey.use({ multibaseMultikeyHeader: 'z6Mk', fromMultibase: from });
/** Resolves a did:key address, or a key in it, by computation alone. */
export const resolveDidKey = (url: string): Promise<object> => didKey.get({ url });

export async function createIssuer({ seed }: IssuerKey): Promise<Issuer> {
  const keyPair = await generate({ seed });
  const { didDocument } = await didKey.fromKeyPair({ verificationKeyPair: keyPair });
  const [method] = didDocument.assertionMethod;
  if (!method) throw new Error('The issuer document names no key for assertions.');
  keyPair.controller = didDocument.id;
  keyPair.id = typeof method === 'string' ? method : method.id;
  const documentLoader = loaderOf(new Map(), resolveDidKey);
  return {
    did: didDocument.id,
    didDocument,
    async sign(credential, at) {
      const suite = new DataIntegrityProof({ signer: keyPair.signer(), cryptosuite, date: isoSeconds(at) });
      const { proof, ...signed } = await issue({
        credential: structuredClone(credential),
        suite,
        documentLoader,
        now: new Date(at),
      });
      return { ...signed, proof: [proof] };
    },
  };
}

/** A moment in ms since 1970 as credentials write it: UTC, whole seconds. */
export const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
