/** What a file holds: told by its content, never by its name. */
import { isDidDocument } from './did.ts';
import { isJwt } from './jwt.ts';
import { Refusal } from './refusal.ts';
import { fromPdf, fromPng, fromSvg, isPdf, isPng, isSvg } from './unbake.ts';

export type Found = { kind: 'bundle' | 'badge' | 'status-list' | 'did-document'; value: object } | { kind: 'jwt'; value: string };

/** @throws Refusal when it is nothing that has to do with a badge */
export function recognise(bytes: Buffer): Found {
  if (isPng(bytes)) return ofText(fromPng(bytes));
  if (isPdf(bytes)) return ofText(fromPdf(bytes));
  const text = bytes.toString('utf8');
  return ofText(isSvg(text) ? fromSvg(text) : text);
}

function ofText(text: string): Found {
  if (isJwt(text)) return { kind: 'jwt', value: text.trim() };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Refusal(`the file could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof value !== 'object' || value === null) throw new Refusal('the file holds no badge');
  const type: unknown = Reflect.get(value, 'type');
  const is = (name: string) => Array.isArray(type) && type.includes(name);
  if ('format' in value) return { kind: 'bundle', value };
  if (is('BitstringStatusListCredential')) return { kind: 'status-list', value };
  if (is('VerifiableCredential')) return { kind: 'badge', value };
  if (isDidDocument(value)) return { kind: 'did-document', value };
  throw new Refusal('the file holds no badge, bundle, status list or DID document');
}
