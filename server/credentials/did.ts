/** did:web (W3C CCG did:web) as text: reading it, and where its document is found. Pure. */

/** A host name, with a port behind `%3A`; then path segments. No IP address: a certificate for one proves no organisation. */
const HOST =
  /^(?=.{1,253}(?:%3A|$))(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?:%3A\d{1,5})?$/i;
const SEGMENT = /^[A-Za-z0-9._-]{1,64}$/;

/**
 * Why `did` cannot be the identity of an issuer, in words; null when it can.
 * `did:key` alone stands for the identity that follows from the first key.
 */
export function faultOfDid(did: string): string | null {
  if (did === 'did:key') return null;
  if (!did.startsWith('did:web:')) return 'must be did:key or begin with did:web:';
  const [host = '', ...path] = did.slice('did:web:'.length).split(':');
  if (!HOST.test(host)) return `"${host}" is no host name; write did:web:exam.example.org, a port as %3A8443`;
  const wrong = path.find((segment) => !SEGMENT.test(segment) || /^\.+$/.test(segment));
  return wrong === undefined ? null : `"${wrong}" is no path segment; write did:web:example.org:exams`;
}

/** The did:web of what is reached under `publicUrl`. */
export function didWebOf(publicUrl: string): string {
  const { host, pathname } = new URL(publicUrl);
  return ['did:web', host.replace(':', '%3A'), ...pathname.split('/').filter((segment) => segment !== '')].join(':');
}

/** Where the document of a did:web is fetched from. */
export function documentUrlOf(did: string): string {
  const [host = '', ...path] = did.slice('did:web:'.length).split(':');
  return `https://${decodeURIComponent(host)}/${path.length > 0 ? `${path.join('/')}/` : '.well-known/'}did.json`;
}

/** Who issues when nothing is configured: a domain can only speak for itself over https. */
export const usualDid = (publicUrl: string): string =>
  publicUrl.startsWith('https:') && faultOfDid(didWebOf(publicUrl)) === null ? didWebOf(publicUrl) : 'did:key';
