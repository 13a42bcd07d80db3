/// <reference types="node" />
/** Programmes, their public rules, holds and applications in a real browser. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { programmeRoutes } from '../../../shared/contract/programmes.ts';
import { leavesOf, Programme } from '../../../shared/programme/index.ts';
import { type Shown, settled, show } from '../preview/browser.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

describe('the rules of a programme, for anyone', () => {
  it('answers how the exam works, what it costs and what happens after a fail, from the policy', async () => {
    const { page, goto, complaints } = await shown.open(null);
    await goto('/rules/micromasters-scm');
    await page.getByText('All of them are begun and ended within 12 hours').waitFor();
    await page.getByText('Together they are passed with 60%.').waitFor();
    await page.getByText('also, whatever their date: 3T2015').first().waitFor();
    expect(await page.getByRole('row', { name: /Everything together/ }).innerText()).toContain('$950.00');
    await page.getByText('It promises no admission, no place and no degree.').waitFor();
    await page.getByText('Attempts and waits of the comprehensive exam are not in the sources').waitFor();
    expect(complaints).toEqual([]);
  });

  it('says for whom a former rule is kept, and counts a voucher or a country', async () => {
    const { page, goto } = await shown.open(null);
    await goto('/rules/micromasters-dedp');
    await page.getByText('A former rule is kept for whoever achieved something here before Jan 1, 2023').waitFor();
    await goto('/rules/challenge-exam/what-if');
    await page.getByLabel('Country').selectOption('KE');
    expect(await page.getByRole('row', { name: /Exam fee/ }).innerText()).toContain('$20.00');
    expect(await page.getByRole('row', { name: /Everything together/ }).innerText()).toContain('$70.00');
  });
});

describe('what if', () => {
  it('answers at once, by keyboard, and sends nothing', async () => {
    const { page, server, goto, complaints } = await shown.open(null);
    await goto('/rules/micromasters-scm/what-if');
    await settled(page);
    const qualified = page.getByRole('status');
    expect(await qualified.innerText()).toContain('Not yet');
    for (const code of ['SC0x', 'SC1x', 'SC2x', 'SC3x', 'SC4x']) {
      await page
        .getByRole('group', { name: new RegExp(`^${code}`) })
        .getByLabel('Grade in %')
        .fill('72');
    }
    await page.getByText('1 of 2 steps met').waitFor();
    await page.getByLabel('Comprehensive exam', { exact: true }).check();
    await page.getByText('may be taken now').waitFor();
    for (const part of ['Part I', 'Part II']) {
      await page
        .getByRole('group', { name: `Comprehensive exam (CFx): ${part}`, exact: true })
        .getByLabel('Score in %')
        .fill('61');
    }
    await page.getByText('With these results everything required is met.').waitFor();
    // A result that is too old, and one that is no number.
    const first = page.getByRole('group', { name: /^SC0x/ });
    await first.getByLabel('Completed on').fill('2015-01-01');
    await page
      .getByText(/older than 5 years/)
      .first()
      .waitFor();
    await first.getByLabel('Grade in %').fill('seventy');
    await page.getByText('Write a number from 0 to 100.').waitFor();
    expect(await qualified.innerText()).toContain('Not yet');
    expect(server.posted).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('the editor', () => {
  it('says what is wrong and where, draws what is right, shows the difference, and publishes', async () => {
    const { page, server, goto, complaints } = await shown.open('administrator');
    await goto('/programmes');
    await page.getByRole('link', { name: 'MicroMasters in Supply Chain Management' }).click();
    await page.getByText('Nothing is different.').waitFor();
    const mark = page.getByLabel('Pass mark, share (0 to 1)');
    await mark.fill('60');
    await page.getByText('60 looks like a percentage; write it as a share of 1, 0.6').first().waitFor();
    await page.getByText('requirement.of.1.passMarkShare').waitFor();
    await page.getByText('It is drawn as soon as it has no faults.').waitFor();
    expect(await page.getByRole('button', { name: 'Publish' }).isDisabled()).toBe(true);
    await mark.fill('0.65');
    await page.getByLabel('Version').fill('2027');
    await page.getByRole('row', { name: /passMarkShare/ }).waitFor();
    await page.getByText('at least 65%').waitFor();
    await page.getByRole('button', { name: 'SC4x Supply Chain Technology and Systems: up' }).press('Enter');
    await page.getByRole('button', { name: 'Publish' }).press('Enter');
    await page.getByText('Version 2027 is published.').waitFor();
    const published = server.posted.find(({ path }) => path === '/api/console/programmes/publish');
    const { json } = programmeRoutes.publish.body.parse(published?.body);
    const { version, requirement } = Programme.parse(JSON.parse(json));
    expect(version).toBe('2027');
    expect(leavesOf(requirement).map((leaf) => ('course' in leaf ? leaf.course : leaf.kind))).toEqual([
      'SC0x',
      'SC1x',
      'SC2x',
      'SC4x',
      'SC3x',
      'multi-part-exam',
    ]);
    expect(complaints).toEqual([]);
  });

  it('takes fees, tiers and vouchers by keyboard alone, and leads to the field that a fault is about', async () => {
    const { page, server, goto, complaints } = await shown.open('administrator', { viewport: { width: 390, height: 844 } });
    await goto('/programmes/challenge-exam');
    await page.getByText('Nothing is different.').waitFor();
    await page.getByLabel('Version').fill('2');
    await page.getByRole('radio', { name: 'Fees' }).press('Space');
    const exam = page.getByRole('group', { name: 'Exam fee', exact: true });
    await exam.getByLabel('Amount').fill('120.505');
    const place = page.getByRole('button', { name: 'fees.list.0.amountCents' });
    await place.waitFor();
    expect(await exam.getByText('must be a whole number of cents').count()).toBe(1);
    // From another part of the form the place of the fault leads back to its field.
    await page.getByRole('radio', { name: 'Letters' }).press('Space');
    await place.press('Enter');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-place') === 'fees.list.0.amountCents');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('120.50');
    await page.getByText('$120.50').waitFor();
    await page.getByLabel('New fee for').selectOption({ label: 'The programme as a whole' });
    await page.getByRole('button', { name: 'Add the fee' }).press('Enter');
    await page.getByRole('group', { name: 'The programme as a whole' }).getByLabel('Amount').fill('30');
    await page.getByRole('button', { name: 'Add a tier' }).press('Enter');
    const tier = page.getByRole('group', { name: 'Tier 2' });
    await tier.getByLabel('Title').fill('Low income');
    const low = page.getByRole('group', { name: 'Low income', exact: true });
    await low.getByLabel('Income a year up to').fill('25,000.00');
    await page.getByRole('button', { name: 'fees.tiers.1.incomeUpToCents' }).waitFor();
    await low.getByLabel('Income a year up to').fill('25000');
    await low.getByLabel('Pays, % of the fee').fill('40');
    await page.getByRole('button', { name: 'Add a voucher' }).press('Enter');
    await page.getByText('must cover at least one fee').first().waitFor();
    await page.getByLabel('Sponsor', { exact: true }).fill('Partner fund');
    await page.getByRole('group', { name: 'Fees it covers' }).getByLabel('Exam fee').press('Space');
    await page.getByRole('radio', { name: 'Letters' }).press('Space');
    for (const [letter, from] of [
      ['A', '80'],
      ['B', '60'],
    ] as const) {
      await page.getByRole('button', { name: 'Add a letter' }).press('Enter');
      await page.getByLabel('Letter', { exact: true }).last().fill(letter);
      await page.getByLabel('From %').last().fill(from);
    }
    await page.getByText('B: from 60%').waitFor();
    await page.getByRole('radio', { name: 'Pathways' }).press('Space');
    await page.getByRole('button', { name: 'Add a partner' }).press('Enter');
    await page.getByRole('radio', { name: 'Pathways: 4 faults' }).waitFor();
    await page.getByLabel('Partner', { exact: true }).fill('Example University');
    await page.getByLabel('Degree or programme there').fill('MSc');
    await page.getByLabel('Credit if admitted').fill('12');
    await page.getByLabel('Unit of the credit').fill('ECTS');
    await page.getByLabel('The partner’s policy, word for word').fill('Holders may apply.');
    await page.getByText(/12 ECTS/).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBe(0);
    await page.getByText(/from being published/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Publish' }).press('Enter');
    await page.getByText('Version 2027 is published.').waitFor();
    const published = server.posted.find(({ path }) => path === '/api/console/programmes/publish');
    const { fees, pathways, letters } = Programme.parse(JSON.parse(programmeRoutes.publish.body.parse(published?.body).json));
    expect(fees?.list.map(({ id, for: what, amountCents }) => [id, what.kind, amountCents])).toEqual([
      ['exam', 'exam', 12050],
      ['identity', 'identity', 5000],
      ['programme', 'programme', 3000],
    ]);
    expect(fees?.tiers?.[1]).toEqual({ title: 'Low income', incomeUpToCents: 2_500_000, group: null, paysPercent: 40 });
    expect(fees?.vouchers).toMatchObject([{ sponsor: 'Partner fund', covers: ['exam'], coversPercent: 100, until: null }]);
    expect(letters).toEqual([
      { letter: 'A', fromPercent: 80 },
      { letter: 'B', fromPercent: 60 },
    ]);
    expect(pathways).toMatchObject([{ partner: 'Example University', credit: { value: 12, unit: 'ECTS' }, validYears: null }]);
    expect(complaints).toEqual([]);
  });

  it('keeps a faulty draft of a reviewer, who may not publish', async () => {
    const { page, server, goto } = await shown.open('reviewer');
    await goto('/programmes/xseries');
    await page.getByLabel('Title').first().fill('');
    await page.getByText('must not be empty').first().waitFor();
    await page.getByRole('button', { name: 'Save draft' }).click();
    await page.getByText('Draft of A. Mensah').waitFor();
    expect(await page.getByRole('button', { name: 'Publish' }).count()).toBe(0);
    expect(server.posted.some(({ path }) => path === '/api/console/programmes/xseries/draft')).toBe(true);
  });
});

it('says whose accounts they are, which somebody else has to agree to; holds are taken off with a reason', async () => {
  const { page, server, goto, complaints } = await shown.open('reviewer');
  await goto('/holds');
  await page.getByRole('button', { name: 'Propose: Дарина Коваленко, Daryna Kovalenko' }).press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('One person', { exact: true }).click();
  await dialog.getByLabel('Account that counts').selectOption('scm-044');
  await dialog.getByText('count for scm-044').waitFor();
  await dialog.getByLabel('In words').fill('The same passport.');
  await dialog.getByRole('button', { name: 'Propose' }).click();
  await page.getByText('You proposed this; somebody else has to agree.').waitFor();
  expect(await page.getByRole('button', { name: 'Agree: Daryna Kovalenko, Дарина Коваленко' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Agree: Nguyễn Thị Mai, Mai Nguyen' }).press('Enter');
  await page.getByRole('dialog').getByText('count for scm-007').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Agree' }).click();
  await page.getByText('2 decided').waitFor();
  await page.getByRole('button', { name: 'Take the hold on Priya Raghunathan off' }).click();
  await page.getByLabel('What came of it').fill('It is genuine.');
  await page.getByRole('dialog').getByRole('button', { name: 'Take off' }).click();
  await page.getByText('Settled.').waitFor();
  expect(server.posted).toMatchObject([
    { path: '/api/console/persons', body: { learners: ['scm-044', 'scm-016'], says: 'one', reason: 'The same passport.' } },
    { path: '/api/console/persons/p2/approve' },
    { path: '/api/console/holds/h1/close', body: { outcome: 'It is genuine.' } },
  ]);
  expect(complaints).toEqual([]);
});

it('an administrator records a payment; what is no amount is refused in the dialog', async () => {
  const { page, server, goto } = await shown.open('administrator');
  await goto('/holds');
  await page.getByRole('button', { name: 'Record', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Id of the learner').fill('scm-001');
  await dialog.getByLabel('Id of the fee').fill('cfx');
  await dialog.getByLabel('Reference').fill('INV-7');
  await dialog.getByLabel('Amount').fill('two hundred');
  await dialog.getByRole('button', { name: 'Record' }).click();
  await dialog.getByRole('alert').waitFor();
  await dialog.getByLabel('Amount').fill('200.00');
  await dialog.getByRole('button', { name: 'Record' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect(server.posted).toEqual([
    {
      path: '/api/console/facts',
      body: { kind: 'payment', learner: 'scm-001', fee: 'cfx', reference: 'INV-7', amountCents: 20000, state: 'paid' },
    },
  ]);
});

it('a learner sees all that would be sent before consenting, and can take it back', async () => {
  const { page, server, goto } = await shown.open(null);
  await goto('/apply#invented-token-of-the-learner');
  await page.getByText('It promises no admission, no place and no degree.').waitFor();
  expect(await page.getByRole('row', { name: /Part I\b/ }).innerText()).toContain('± 4.2 points of 100');
  const consent = page.getByRole('button', { name: 'Consent' });
  expect(await consent.isDisabled()).toBe(true);
  await page.getByLabel(/I agree that this is sent/).check();
  await consent.click();
  await page.getByText(/You consented on/).waitFor();
  await page.getByRole('button', { name: 'Take the consent back' }).click();
  await page.getByText('Withdrawn. Nothing is sent any more.').waitFor();
  const token = 'invented-token-of-the-learner';
  expect(server.posted.find(({ path }) => path.endsWith('/consent'))?.body).toEqual({ token, policyVersion: '2026-1' });
});
