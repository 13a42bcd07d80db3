/** Launch links, `invigil://sit?server=https://exams.example.org&code=ABCD-EFGH-JKLM`, and codes typed by hand. */
import { LaunchCode } from '../../shared/contract/candidate.ts';
import type { Outcome } from '../../shared/contract/problem.ts';

export const LINK_SCHEME = 'invigil';
export type LaunchTarget = { server: string; code: string };

const refused = (code: 'bad-input' | 'bad-code', place: string, message: string): Outcome<never> => ({
  ok: false,
  problem: { code, message, place },
});

const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);

/** The origin of an exam server. https, or http on this very computer: a launch code never crosses a network in the clear. */
function parseServer(text: string): Outcome<string> {
  const url = URL.parse(text.trim());
  if (!url) return refused('bad-input', 'server', 'The server in the launch link is not a web address. Copy the whole link.');
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  if (!secure) {
    return refused(
      'bad-input',
      'server',
      'The exam server must be reached by https. Ask whoever gave you the link for a new one.',
    );
  }
  const bare = url.username === '' && url.password === '' && url.pathname === '/' && url.search === '' && url.hash === '';
  if (!bare) {
    return refused('bad-input', 'server', 'The server in the launch link has more than a name and a port. Copy the link again.');
  }
  return { ok: true, value: url.origin };
}

/** Forgives what hands do to a printed code: small letters, missing or other separators. */
function parseCode(text: string): Outcome<string> {
  const letters = text.replaceAll(/[\s\p{Dash}]/gu, '').toUpperCase();
  const code = LaunchCode.safeParse(letters.match(/.{1,4}/gu)?.join('-') ?? '');
  if (code.success) return { ok: true, value: code.data };
  return refused('bad-code', 'code', 'A launch code is three groups of four letters and digits, as in ABCD-EFGH-JKLM. Check it.');
}

function parseLink(text: string): Outcome<{ server: string; code: string }> {
  const url = URL.parse(text);
  const whole =
    (url?.host === 'sit' || url?.host === 'check') &&
    (url.pathname === '' || url.pathname === '/') &&
    url.username === '' &&
    url.hash === '';
  const [server, ...servers] = url?.searchParams.getAll('server') ?? [];
  const [code, ...codes] = url?.searchParams.getAll('code') ?? [];
  if (!whole || server === undefined || code === undefined || servers.length > 0 || codes.length > 0) {
    return refused(
      'bad-input',
      'link',
      'This launch link is not whole. Copy it again from your exam page, from "invigil://" to its end.',
    );
  }
  return { ok: true, value: { server, code } };
}

/**
 * Reads a launch link, or a launch code together with the server that is assumed for it.
 * Problems: `bad-input` (place `link` or `server`), `bad-code` (place `code`).
 */
export function parseLaunch(codeOrLink: string, assumedServer: string | null): Outcome<LaunchTarget> {
  const text = codeOrLink.trim();
  const isLink = text.toLowerCase().startsWith(`${LINK_SCHEME}:`);
  if (!isLink && assumedServer === null) {
    return refused(
      'bad-input',
      'server',
      'A code alone does not say which server holds your exam. Open the launch link instead.',
    );
  }
  const parts = isLink ? parseLink(text) : ({ ok: true, value: { server: assumedServer ?? '', code: text } } as const);
  if (!parts.ok) return parts;
  const code = parseCode(parts.value.code);
  if (!code.ok) return code;
  const server = parseServer(parts.value.server);
  if (!server.ok) return server;
  return { ok: true, value: { server: server.value, code: code.value } };
}

/** `invigil://check?server=…&code=…`: the same parts as a launch link, for a system check that uses up nothing. */
export const isCheckLink = (link: string): boolean => /^invigil:\/*check(?![\w-])/i.test(link.trim());

/** The launch link that the operating system put on a command line, if any. */
export const linkAmong = (argv: readonly string[]): string | undefined =>
  argv.find((arg) => arg.toLowerCase().startsWith(`${LINK_SCHEME}:`));
