/// <reference types="node" />
/** The console in a real browser, against real sockets and HTTP, as proctors, reviewers and the public use it. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Shown, settled, show } from './preview/browser.ts';

let shown: Shown;
beforeAll(async () => {
  shown = await show();
}, 120_000);
afterEach(() => shown.leave());
afterAll(() => shown.close());

const tile = (page: Page, sitting: string) => page.locator(`[data-sitting="${sitting}"]`);
const attention = (page: Page) => page.getByRole('region', { name: 'Who needs someone' });
const places = (page: Page) =>
  page.locator('[data-sitting]').evaluateAll((tiles) =>
    tiles.map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return [each.getAttribute('data-sitting'), x, y, width, height];
    }),
  );
async function watchWall(role: 'proctor' | 'administrator' = 'proctor') {
  const opened = await shown.open(role);
  await opened.goto('/wall');
  await tile(opened.page, 'sit_24').waitFor();
  return opened;
}

describe('signing in', () => {
  it('says that a code is wrong, keeps the e-mail, and lets the right one in', async () => {
    const { page, goto, complaints } = await shown.open(null);
    await goto('/results');
    const email = page.getByLabel('E-mail');
    expect(await email.getAttribute('autocomplete')).toBe('username');
    expect(await page.getByLabel('Sign-in code').getAttribute('autocomplete')).toBe('current-password');
    await page.keyboard.type('someone@example.org');
    await page.keyboard.press('Tab');
    await page.keyboard.type('wrong');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').textContent()).toContain('E-mail and code do not belong together');
    expect(await email.inputValue()).toBe('someone@example.org');
    await page.getByLabel('Sign-in code').fill('reviewer');
    await page.keyboard.press('Enter');
    // Back to the page that was asked for.
    await page.getByRole('heading', { name: 'Results' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('asks for both fields in its own words', async () => {
    const { page, goto } = await shown.open(null);
    await goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Please fill this in.').first().waitFor();
  });

  it('offers the pages of the role, and explains the others', async () => {
    const { page, goto } = await shown.open('proctor');
    await goto('/');
    await tile(page, 'sit_01').waitFor();
    expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(['Wall', 'Sittings', 'Windows']);
    await goto('/credentials');
    await page.getByText('This page is for: reviewer, administrator.').waitFor();
  });
});

describe('the wall', () => {
  it('lives without anyone moving', async () => {
    const { page, server, complaints } = await watchWall();
    const before = await places(page);
    server.change('sit_02', { level: 'now', reason: 'phone', since: Date.now() - 65_000, name: 'Aaron First' });
    await tile(page, 'sit_02').getByText('Phone-like').waitFor();
    await attention(page).getByText('Aaron First').waitFor();
    expect(await places(page)).toEqual(before);
    server.pushOld({ ...server.tile('sit_02'), name: 'Nobody' });
    server.change('sit_03', { level: 'quiet', reason: null, since: null });
    await tile(page, 'sit_03').getByText('Looking away').waitFor({ state: 'detached' });
    expect(await page.getByText('Nobody').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('holds the list still under the pointer and lets new ones wait behind a pill', async () => {
    const { page, server } = await watchWall();
    const names = () => attention(page).getByRole('listitem').allInnerTexts();
    const order = async () => (await names()).map((text) => text.split('\n')[1]);
    const before = await order();
    await attention(page).getByText('Samuel Wanjiru').hover();
    server.change('sit_01', { level: 'now', reason: 'phone', since: Date.now() - 600_000 });
    const pill = attention(page).getByRole('button', { name: '1 new: show' });
    await pill.waitFor();
    expect(await order()).toEqual(before);
    await pill.click();
    expect((await order())[0]).toBe('Adaeze Okafor');
  });

  it('pauses a sitting from the keyboard alone, with a category and a reason', async () => {
    const { page, server } = await watchWall();
    for (const key of ['j', 'j', 'j', 'p']) await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name: 'Pause the exam of Samuel Wanjiru' });
    await dialog.waitFor();
    // The reason has the focus; the category is one step back.
    await page.keyboard.type('Someone else is in the room.');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(server.acts).toEqual([
      { sitting: 'sit_06', act: { act: 'pause', category: 'environment', reason: 'Someone else is in the room.' } },
    ]);
    await page.getByText('Pause recorded as entry 14.').waitFor();
    await page.getByRole('button', { name: 'Resume exam' }).waitFor();
    await page.keyboard.press('p');
    await page.getByText('Resumed. Recorded as entry 15.').waitFor();
    expect(server.acts[1]).toEqual({ sitting: 'sit_06', act: { act: 'resume' } });
  });

  it('shows what holds somebody at check-in, and opens it with a reason', async () => {
    const { page, server } = await watchWall();
    await tile(page, 'sit_20').getByText('Held').waitFor();
    await tile(page, 'sit_20').click();
    const held = page.getByRole('list', { name: 'Held at check-in' });
    expect(await held.getByRole('listitem').allInnerTexts()).toHaveLength(2);
    expect(await page.getByRole('button', { name: 'Release', exact: true }).isDisabled()).toBe(true);
    await held.getByRole('button', { name: /^Open: Programs/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Technical', { exact: true }).click();
    await dialog.getByLabel('Reason').fill('The program belongs to the college.');
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(server.acts).toMatchObject([{ sitting: 'sit_20', act: { act: 'open-gate', gate: 'programs' } }]);
  });

  it('asks for what is missing before an act is sent', async () => {
    const { page, server } = await watchWall();
    await tile(page, 'sit_06').click();
    await page.getByRole('button', { name: 'End exam' }).click();
    await page.getByLabel('Reason').fill('Left the room.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Please fill this in.').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(server.acts).toEqual([]);
  });

  it('says why an act was refused and keeps what was typed', async () => {
    const { page } = await watchWall();
    await tile(page, 'sit_06').click();
    await page.keyboard.press('m');
    await page.keyboard.type('refuse');
    await page.keyboard.press('Control+Enter');
    const alert = page.getByRole('alert');
    await alert.getByText('This sitting is over').waitFor();
    expect(await alert.textContent()).toContain('The sitting ended at 15:02.');
    expect(await page.getByLabel('Text').inputValue()).toBe('refuse');
  });

  it('walks the grid by arrows, opens with Enter and finds by name', async () => {
    const { page } = await watchWall();
    await page.keyboard.press('/');
    await page.keyboard.type('lucia');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Lucía Mendoza' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'Tadesse Bekele' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Record intact.').waitFor();
    expect(new URL(page.url()).pathname).toBe('/sittings/sit_04');
  });

  it('does nothing on single keys once they are switched off', async () => {
    const { page } = await watchWall();
    await tile(page, 'sit_06').click();
    await page.keyboard.press('Shift+?');
    const dialog = page.getByRole('dialog', { name: 'Keys on the wall' });
    await dialog.getByText('Single keys').click();
    await dialog.getByRole('button', { name: 'Close' }).click();
    await page.keyboard.press('p');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('switch', { name: 'Single keys' }).isChecked()).toBe(false);
  });

  it('tells calmly that it lost its connection, and goes on when it is back', async () => {
    const { page, server } = await watchWall();
    await tile(page, 'sit_06').click();
    server.cut();
    await page.getByText('The exams go on').waitFor();
    expect(await page.getByRole('button', { name: 'Pause exam' }).isDisabled()).toBe(true);
    expect(await tile(page, 'sit_24').isVisible()).toBe(true);
    server.change('sit_01', { level: 'watch', reason: 'speech', since: Date.now() });
    server.mend();
    await page.getByText('The exams go on').waitFor({ state: 'detached', timeout: 20_000 });
    await tile(page, 'sit_01').getByText('Voices').waitFor();
  });
});

describe('review', () => {
  it('records a finding from the keyboard alone and goes to the next', async () => {
    const { page, server, goto } = await shown.open('reviewer');
    await goto('/incidents');
    await page.getByText('5 incidents wait for your decision.').waitFor();
    await page.getByRole('button', { name: 'Decide the next one' }).press('Enter');
    await page.getByRole('heading', { name: 'More than one person in view' }).waitFor();
    await page.getByText('This detector was upheld in 38 of 100 decided incidents.').waitFor();
    await page.keyboard.press('2');
    await page.keyboard.press('1');
    expect(await page.getByRole('radio', { name: 'No concern' }).isChecked()).toBe(true);
    await page.getByRole('checkbox', { name: 'Person entered the room' }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Reason').focus();
    await page.keyboard.type('A brother fetched a key. 1 minute, nothing was answered.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Phone-like object in view' }).waitFor();
    expect(server.posted).toEqual([
      {
        path: '/api/console/incidents/inc_1/findings',
        body: {
          verdict: 'no-concern',
          evidence: ['person-entered'],
          reason: 'A brother fetched a key. 1 minute, nothing was answered.',
        },
      },
    ]);
    await page.getByText('Finding recorded. 4 more wait for you.').waitFor();
    expect(await page.getByRole('radio', { name: 'No concern' }).isChecked()).toBe(false);
    await goto('/incidents/inc_1');
    await page.getByText('Someone else must decide now').waitFor();
  });

  it('sends nothing without a verdict, evidence and a reason', async () => {
    const { page, server, goto } = await shown.open('reviewer');
    await goto('/incidents/inc_1');
    await page.getByText('Your finding').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Please fill this in.').first().waitFor();
    expect(server.posted).toEqual([]);
  });

  it('shows both findings once it is decided', async () => {
    const { page, goto } = await shown.open('reviewer');
    await goto('/incidents/inc_8');
    await page.getByText('L. Kowalski').waitFor();
    await page.getByText('R. Banda').waitFor();
    expect(await page.getByRole('radiogroup').count()).toBe(0);
  });
});

describe('credentials', () => {
  it('are revoked by an administrator with a reason, and a refusal is told', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/credentials');
    await page.getByRole('link', { name: 'Rafiq Hasan', exact: true }).click();
    await page.getByRole('button', { name: 'Revoke' }).click();
    const dialog = page.getByRole('dialog', { name: 'Revoke the credential of Rafiq Hasan' });
    await page.keyboard.type('refuse');
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await dialog.getByRole('alert').getByText('Someone else has changed this meanwhile').waitFor();
    await page.getByLabel('Reason').fill('The exam was taken by someone else.');
    await dialog.getByRole('button', { name: 'Propose' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(server.posted.at(-1)).toEqual({
      path: '/api/console/credential-changes',
      body: { wish: { act: 'revoke', credential: 'cred_2', reason: 'The exam was taken by someone else.' } },
    });
    await page.getByText('The exam was taken by someone else.').waitFor();
    await page.getByText('You proposed this. Another administrator must approve it.').waitFor();
    expect(await page.getByRole('button', { name: /Approve/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Decline: Revoke the credential of Rafiq Hasan' }).click();
    await page.getByLabel('Reason').fill('It was another one.');
    await page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await page.getByText('You proposed this.').waitFor({ state: 'detached' });
  });

  it('are shown by state', async () => {
    const { page, goto } = await shown.open('reviewer');
    await goto('/credentials');
    await page.getByRole('row', { name: /Rafiq Hasan/ }).waitFor();
    await page.getByText('Suspended', { exact: true }).first().click();
    await page.getByText('1 of 1').waitFor();
    expect(await page.getByRole('row', { name: /Rafiq Hasan/ }).count()).toBe(0);
  });

  it('are only read by a reviewer, who sees no batches and no keys', async () => {
    const { page, goto } = await shown.open('reviewer');
    await goto('/credentials/cred_2');
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(await page.getByRole('button', { name: /Revoke|Suspend|Correct|Put the name/ }).count()).toBe(0);
    await goto('/credentials');
    await page.getByRole('row', { name: /Rafiq Hasan/ }).waitFor();
    expect(await page.getByRole('link', { name: /Batches|Issuer keys/ }).count()).toBe(0);
    for (const address of ['batches', 'issuer']) {
      await goto(`/credentials/${address}`);
      await page.getByText('This page is for: administrator.').waitFor();
    }
  });

  it('get a corrected name only after somebody looked at it', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/credentials/cred_1');
    await page.getByRole('button', { name: 'Correct the name', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await page.getByLabel('Name as it is to be read').fill('Адаэзе Окафор');
    await page.getByLabel('Reason').fill('As in the passport.');
    await page.keyboard.press('Control+Enter');
    await dialog.getByText('is another name').waitFor();
    await dialog.getByRole('checkbox').check();
    await page.keyboard.press('Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    expect(server.posted.at(-1)).toEqual({
      path: '/api/console/credential-changes',
      body: {
        wish: {
          act: 'correct-name',
          credential: 'cred_1',
          name: 'Адаэзе Окафор',
          reason: 'As in the passport.',
          confirmed: true,
        },
      },
    });
  });

  it('are changed once another administrator approves', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/credentials');
    const what = 'Correct the name Adaeze Okafor to Adaeze Brandt';
    await page.getByRole('button', { name: `Approve: ${what}` }).click();
    const dialog = page.getByRole('dialog', { name: what });
    await dialog.getByText('Married; the passport was shown.').waitFor();
    await dialog.getByRole('button', { name: 'Approve and do it' }).click();
    await page.waitForURL('**/credentials/cred_1');
    expect(server.posted.at(-1)?.path).toBe('/api/console/credential-changes/chg_1/approve');
    expect(await page.getByText('Waiting for another administrator').count()).toBe(0);
  });

  it('are proposed in a batch by one and approved by another', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/credentials/batches');
    await page.getByLabel('Programme', { exact: true }).selectOption('micromasters-dedp');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a CSV file' }).click();
    await (await chooser).setFiles({ name: 'june.csv', mimeType: 'text/csv', buffer: Buffer.from('learner_id\nl1\n') });
    await page.getByRole('button', { name: 'Propose a batch' }).click();
    await page.getByText('You proposed this batch.').waitFor();
    expect(await page.getByRole('button', { name: 'Approve and issue' }).count()).toBe(0);
    expect(server.posted.at(-1)?.body).toEqual({ programme: 'micromasters-dedp', csv: 'learner_id\nl1\n' });
    await goto('/credentials/batches/batch_1');
    await page.getByRole('button', { name: 'Approve and issue' }).click();
    const dialog = page.getByRole('dialog', { name: 'Issue 4 credentials' });
    await dialog.getByRole('checkbox', { name: /the one row/ }).check();
    await dialog.getByRole('button', { name: 'Approve and issue' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Issued', { exact: true }).first().waitFor();
    expect(server.posted.at(-1)).toEqual({ path: '/api/console/batches/batch_1/approve', body: { checked: true } });
  });

  it('are signed with a new key after it was asked for with a reason', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/credentials/issuer');
    await page.getByRole('button', { name: 'New key' }).click();
    await page.keyboard.type('Yearly.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(server.posted.at(-1)).toEqual({ path: '/api/console/issuer/keys', body: { reason: 'Yearly.' } });
    expect(await page.getByRole('button', { name: 'Revoke key 1' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Revoke key 2' }).click();
    await page.getByText('609 badges signed with it stop counting').waitFor();
  });

  it('are public without signing in, whatever their state', async () => {
    const { page, goto, complaints } = await shown.open(null);
    await goto('/c/cred_1');
    await page.getByText('Issued and neither suspended nor revoked').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Adaeze Okafor');
    for (const file of ['certificate.pdf', 'badge.json', 'badge.jwt', 'badge.png', 'badge.svg', 'bundle.json']) {
      await page.locator(`a[href="/credentials/cred_1/${file}"]`).waitFor();
    }
    for (const [id, words] of [
      ['cred_3', 'It no longer counts as a credential.'],
      ['cred_4', 'it is not to be relied upon'],
      ['cred_6', 'The key that signed it was revoked.'],
    ] as const) {
      await goto(`/c/${id}`);
      await page.getByText(words).waitFor();
    }
    await goto('/c/cred_5');
    await page.getByRole('link', { name: 'Open the one that counts' }).click();
    await page.getByText('Issued and neither suspended nor revoked').waitFor();
    await goto('/c/none');
    await page.getByRole('alert').getByText('This does not exist').waitFor();
    expect(complaints).toEqual([]);
  });

  it('make up a cohort that anyone may see: drawn, and as a table', async () => {
    const { page, goto, complaints } = await shown.open(null);
    await goto('/cohort');
    await page.getByText('82 countries').waitFor();
    await page.getByRole('table', { name: 'By country' }).getByRole('row', { name: 'Kenya 88' }).waitFor();
    await page.getByRole('row', { name: 'Others, together 137' }).waitFor();
    await page.getByRole('link', { name: 'أمينة محمد' }).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('the analysis', () => {
  it('leads from an exam to an item, by the table, and says what is wrong with it', async () => {
    const { page, goto, complaints } = await shown.open('reviewer');
    await goto('/analysis');
    await page.getByRole('link', { name: 'Supply chain comprehensive' }).first().click();
    await page.getByText('Reliability (alpha)').waitFor();
    const row = page.getByRole('row', { name: /Check digit 1/ });
    await row.getByText('The weak do better').waitFor();
    await row.getByRole('button', { name: 'Check digit 1' }).press('Enter');
    await page.getByRole('heading', { name: 'Check digit 1' }).waitFor();
    await page.getByRole('img', { name: /Check digit 1: what candidates/ }).waitFor();
    expect(await page.getByRole('row', { name: /B Answer B Key/ }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('compares a country with the others, and the exam with another one', async () => {
    const { page, goto } = await shown.open('reviewer');
    await goto('/analysis/exam-1');
    await page.getByLabel('Compare a country with all others').selectOption('KE');
    await page.getByRole('columnheader', { name: 'Difference, KE' }).waitFor();
    await page.getByLabel('Compare with').selectOption('exam-2');
    await page.getByRole('img', { name: /Totals there by totals here/ }).waitFor();
    await page.getByRole('columnheader', { name: 'Equipercentile' }).waitFor();
  });
});

describe('the other pages', () => {
  it('import course results and name every row with a problem', async () => {
    const { page, server, goto } = await shown.open('administrator');
    await goto('/learners');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a CSV file' }).click();
    await (await chooser).setFiles({ name: 'r.csv', mimeType: 'text/csv', buffer: Buffer.from('learner,grade\nä,1\n') });
    await page.getByText('2 taken, 1 unchanged, 1 with a problem.').waitFor();
    await page.getByRole('row', { name: /4 grade "eighty" is not a number/ }).waitFor();
    expect(server.posted).toEqual([{ path: '/api/console/course-results', body: { csv: 'learner,grade\nä,1\n' } }]);
  });

  it('say what to do when there is nothing yet', async () => {
    const { page, server, goto } = await shown.open('administrator');
    for (const [list, words] of [
      ['incidents', 'No incidents'],
      ['results', 'No results yet'],
      ['decisions', 'No decisions yet'],
      ['credentials', 'No credentials yet'],
      ['learners', 'No learners yet'],
      ['audit', 'Nothing recorded yet'],
    ] as const) {
      server.clear(`/api/console/${list}`);
      await goto(`/${list}`);
      await page.getByRole('heading', { name: words }).waitFor();
    }
  });

  it('sort and filter their tables', async () => {
    const { page, goto } = await shown.open('administrator');
    await goto('/results');
    const firstName = () => page.getByRole('row').nth(1).getByRole('link').textContent();
    await page.getByRole('button', { name: 'Candidate' }).click();
    expect(await page.getByRole('columnheader', { name: 'Candidate' }).getAttribute('aria-sort')).toBe('ascending');
    expect(await firstName()).toBe('Adaeze Okafor');
    await page.getByRole('button', { name: 'Candidate' }).click();
    expect(await firstName()).toBe('Thandi Nkosi');
    await page.getByRole('searchbox', { name: 'Find a result' }).fill('nadia');
    await page.getByText('1 of 8').waitFor();
  });

  it('stand in sections for someone with many of them, and the one that is open is told', async () => {
    const { page, goto } = await shown.open('administrator');
    await goto('/results/res_1');
    const navigation = page.getByRole('navigation');
    const texts = () => navigation.getByRole('list').last().getByRole('link').allInnerTexts();
    await navigation.getByRole('link', { name: 'Regrades' }).waitFor();
    expect(await texts()).toEqual(expect.arrayContaining(['Results', 'Analysis', 'Regrades']));
    await navigation.getByRole('link', { name: 'Awards' }).press('Enter');
    await page.getByRole('heading', { name: 'Decisions' }).waitFor();
    expect(await texts()).toEqual(expect.arrayContaining(['Decisions', 'Credentials']));
    const current = navigation.locator('[aria-current]');
    expect(await current.evaluateAll((links) => links.map((link) => [link.textContent, link.ariaCurrent]))).toEqual([
      ['Awards', 'true'],
      ['Decisions', 'page'],
    ]);
  });

  it('read from right to left in Arabic and keep the language on the way', async () => {
    const { page, goto, complaints } = await shown.open('administrator');
    await goto('/results?locale=ar');
    await settled(page);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await page.getByRole('link', { name: 'الشهادات' }).click();
    await page.getByRole('heading', { name: 'القرارات' }).waitFor();
    expect(new URL(page.url()).searchParams.get('locale')).toBe('ar');
    expect(complaints).toEqual([]);
  });
});
