import { expect, test } from 'vitest';
import { START_URL } from '../app-scheme.ts';
import { mayRequest } from './navigation.ts';

test('a page may ask for its own files and what it holds in memory, and for nothing else', () => {
  for (const url of [
    START_URL,
    'invigil-app://bundle/assets/index.js',
    'blob:invigil-app://bundle/1',
    'data:image/png;base64,AA==',
  ])
    expect(mayRequest(url), url).toBe(true);
  for (const url of [
    'https://example.org/',
    'http://localhost:1/',
    'ws://localhost/',
    'file:///etc/passwd',
    'invigil-app://other/',
    '',
  ])
    expect(mayRequest(url), url).toBe(false);
});
