import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linkAmong, parseLaunch } from './launch-link.ts';

const alphabet = [...'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'];
const group = fc.array(fc.constantFrom(...alphabet), { minLength: 4, maxLength: 4 }).map((letters) => letters.join(''));
const code = fc.tuple(group, group, group).map((groups) => groups.join('-'));
const secure = fc.oneof(
  fc.domain().map((domain) => `https://${domain.toLowerCase()}`),
  fc
    .tuple(fc.constantFrom('localhost', '127.0.0.1', '[::1]'), fc.integer({ min: 1024, max: 65535 }))
    .map((at) => `http://${at.join(':')}`),
);
const linkTo = (server: string, launchCode: string): string =>
  `invigil://sit?server=${encodeURIComponent(server)}&code=${encodeURIComponent(launchCode)}`;

test('every link with a code and a secure server is understood', () => {
  fc.assert(
    fc.property(secure, code, (server, launchCode) => {
      const read = parseLaunch(linkTo(server, launchCode), null);
      expect(read).toEqual({ ok: true, value: { server: new URL(server).origin, code: launchCode } });
    }),
  );
});

test('a code is understood however it was typed', () => {
  const separator = fc.constantFrom('', ' ', '-', ' - ', '\u2013');
  fc.assert(
    fc.property(code, separator, fc.boolean(), (launchCode, between, small) => {
      const typed = launchCode.replaceAll('-', between);
      const read = parseLaunch(small ? typed.toLowerCase() : typed, 'https://exams.example.org');
      expect(read).toEqual({ ok: true, value: { server: 'https://exams.example.org', code: launchCode } });
    }),
  );
});

test('no text whatever makes it throw, and what it accepts is secure', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map((text) => `invigil://${text}`),
    fc.tuple(fc.webUrl({ withQueryParameters: true }), fc.string()).map(([server, launchCode]) => linkTo(server, launchCode)),
  );
  fc.assert(
    fc.property(anything, fc.option(fc.oneof(fc.string(), fc.webUrl())), (text, server) => {
      const read = parseLaunch(text, server);
      if (!read.ok) expect(read.problem.message).not.toBe('');
      else expect(read.value.server).toMatch(/^(https:\/\/|http:\/\/(localhost|127\.|\[::1\]))/);
    }),
  );
});

test.each([
  ['http://exams.example.org', 'server'],
  ['http://127.0.0.1.evil.example', 'server'],
  ['http://localhost.evil.example', 'server'],
  ['https://user:pass@exams.example.org', 'server'],
  ['https://exams.example.org/path', 'server'],
  ['file:///etc/passwd', 'server'],
  ['javascript:alert(1)', 'server'],
  ['', 'server'],
])('the server %s is refused', (server, place) => {
  const read = parseLaunch(linkTo(server, 'ABCD-EFGH-JKLM'), null);
  expect(read).toMatchObject({ ok: false, problem: { place } });
});

test.each([
  'invigil://sit',
  'invigil://sit?code=ABCD-EFGH-JKLM',
  'invigil://run?server=https://a.example&code=ABCD-EFGH-JKLM',
  'invigil://sit/deeper?server=https://a.example&code=ABCD-EFGH-JKLM',
  'invigil://sit?server=https://a.example&server=https://b.example&code=ABCD-EFGH-JKLM',
  'invigil:sit?server=https://a.example&code=ABCD-EFGH-JKLM',
])('the link %s is not whole', (link) => {
  expect(parseLaunch(link, 'https://other.example')).toMatchObject({ ok: false, problem: { place: 'link' } });
});

test('letters that look alike are no part of a code', () => {
  expect(parseLaunch('ABCD-EFGH-JKL0', 'https://a.example')).toMatchObject({ ok: false, problem: { code: 'bad-code' } });
  expect(parseLaunch('ABCD-EFGH-JKLMN', 'https://a.example')).toMatchObject({ ok: false, problem: { code: 'bad-code' } });
});

test('a code alone needs a server', () => {
  expect(parseLaunch('ABCD-EFGH-JKLM', null)).toMatchObject({ ok: false, problem: { place: 'server' } });
});

test('the link is found among the arguments of a command line', () => {
  expect(linkAmong(['/opt/Invigil/invigil', '--flag', 'Invigil://sit?x'])).toBe('Invigil://sit?x');
  expect(linkAmong(['/opt/invigil', 'https://invigil:1'])).toBeUndefined();
});
