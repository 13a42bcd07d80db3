/** The short version of `npm run fuzz:content`. */

import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { importPackage } from '../../server/exams/index.ts';
import { zipOf } from '../../server/exams/testing.ts';
import { soundFiles } from './mutate.ts';
import { gradesAnything, importsAnything } from './properties.ts';

test('the package that is broken in so many ways is sound itself', async () => {
  const { exam } = await importPackage(
    zipOf({
      ...soundFiles(),
      'imsmanifest.xml': String(soundFiles()['imsmanifest.xml']).replace(
        '</resources>',
        '<resource identifier="c" type="webcontent" href="invigil-cases.json"><file href="invigil-cases.json"/></resource></resources>',
      ),
    }),
  );
  expect(exam).not.toBeNull();
});
test('no package crashes the import', () => fc.assert(importsAnything, { numRuns: 150 }));
test('no response crashes grading', () => fc.assert(gradesAnything, { numRuns: 300 }));
test('a zip in a zip in a zip, and one that unpacks to far more than it is, are refused', async () => {
  const bomb = zipSync({ 'big.xml': new Uint8Array(30_000_000) });
  expect((await importPackage(bomb)).problems[0]?.message).toContain('times its size');
  const nested = zipSync({ 'imsmanifest.xml': zipSync({ 'imsmanifest.xml': bomb }) });
  expect((await importPackage(nested)).exam).toBeNull();
});
