import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { eventually, lastAnswer, previewed, tabTo } from '../preview/page.ts';

const { open } = previewed();

const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
/** Reaches an element by Tab and presses keys on it. */
const keys = async (page: Page, target: Locator, ...presses: string[]): Promise<void> => {
  await tabTo(page, target);
  for (const press of presses) await page.keyboard.press(press);
};
const picked = async (page: Page, place: string, option: string): Promise<void> => {
  await button(page, new RegExp(place)).click();
  await page.getByRole('option', { name: option }).click();
};
/** Clicks where the words are, whatever lies over them. */
const clickOn = async (page: Page, target: Locator): Promise<void> => {
  const box = await target.boundingBox();
  if (!box) throw new Error(`${target} is not on the page`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
};
/** Clicks a point of a picture in the picture's own 400 x 260 pixels. */
const clickPicture = async (page: Page, target: Locator, x: number, y: number): Promise<void> => {
  const box = await target.boundingBox();
  if (!box) throw new Error('the picture is not on the page');
  await page.mouse.click(box.x + (x / 400) * box.width, box.y + (y / 260) * box.height);
};

type Case = {
  item: string;
  responses: Record<string, string[]>;
  keyboard: (page: Page) => Promise<void>;
  pointer: (page: Page) => Promise<void>;
};
const RESPONSE = 'RESPONSE';

const cases: Case[] = [
  {
    item: 'choice',
    responses: { [RESPONSE]: ['c'] },
    keyboard: async (page) => {
      await keys(page, page.getByRole('radio', { name: '15%' }), 'Space', 'ArrowDown', 'ArrowDown');
    },
    pointer: (page) => clickOn(page, page.getByText('85%')),
  },
  {
    item: 'choices',
    responses: { [RESPONSE]: ['records', 'size'] },
    keyboard: async (page) => {
      await keys(page, page.getByRole('checkbox', { name: /thousand/ }), 'Space');
    },
    pointer: async (page) => {
      await clickOn(page, page.getByText('thousand'));
      // Two is the most, and the records are chosen already.
      await clickOn(page, page.getByText('Interviewers'));
    },
  },
  {
    item: 'inline-choice',
    responses: { A: ['sens'], B: ['spec'] },
    keyboard: async (page) => {
      await keys(page, button(page, /Answer 2 of 2/), 'Enter', 'ArrowDown', 'Enter');
    },
    pointer: (page) => picked(page, 'Answer 2 of 2', 'specificity'),
  },
  {
    item: 'text-entry',
    responses: { [RESPONSE]: ['7.41'] },
    keyboard: async (page) => {
      await tabTo(page, page.getByRole('textbox', { name: 'Your answer' }));
      await page.keyboard.press('End');
      await page.keyboard.type('1');
      await page.keyboard.press('Tab');
    },
    pointer: async (page) => {
      await page.getByRole('textbox', { name: 'Your answer' }).fill('7.41');
      await button(page, 'Next').click();
    },
  },
  {
    item: 'extended-text',
    responses: { [RESPONSE]: ['Measles spread among the unvaccinated.'] },
    keyboard: async (page) => {
      await tabTo(page, page.getByRole('textbox'));
      await page.keyboard.type('Measles spread among the unvaccinated.');
      await page.keyboard.press('Tab');
    },
    pointer: async (page) => {
      await page.getByRole('textbox').click();
      await page.keyboard.type('Measles spread among the unvaccinated.');
      await button(page, 'Next').click();
    },
  },
  {
    item: 'order',
    responses: { [RESPONSE]: ['confirm', 'describe', 'control'] },
    keyboard: async (page) => {
      await keys(page, button(page, /^Move up: Confirm/), 'Enter');
    },
    pointer: async (page) => {
      const rows = page.locator('fieldset ol li');
      const from = await rows.nth(0).locator('svg').first().boundingBox();
      const to = await rows.nth(1).boundingBox();
      if (!from || !to) throw new Error('the rows are not on the page');
      await page.mouse.move(from.x + 4, from.y + 4);
      await page.mouse.down();
      await page.mouse.move(from.x + 4, to.y + to.height - 4, { steps: 6 });
      await page.mouse.up();
    },
  },
  {
    item: 'match',
    responses: { [RESPONSE]: ['cohort risk', 'case odds'] },
    keyboard: async (page) => {
      await keys(page, page.getByRole('checkbox', { name: 'Cohort study Odds ratio' }), 'Space');
      await keys(page, page.getByRole('checkbox', { name: 'Case-control study Odds ratio' }), 'Space');
      await tabTo(page, page.getByRole('checkbox', { name: 'Cohort study Risk' }), 'Shift+Tab');
      await page.keyboard.press('Space');
      // A row takes one column: the earlier pair of the cohort study gave way, so the order of pairs is by time.
      await tabTo(page, page.getByRole('checkbox', { name: 'Case-control study Odds ratio' }));
      await page.keyboard.press('Space');
      await page.keyboard.press('Space');
    },
    pointer: async (page) => {
      await page.getByRole('checkbox', { name: 'Cohort study Risk' }).click();
      await page.getByRole('checkbox', { name: 'Case-control study Odds ratio' }).click();
    },
  },
  {
    item: 'associate',
    responses: { [RESPONSE]: ['malaria mosquito', 'plague flea'] },
    keyboard: async (page) => {
      await keys(page, button(page, 'Malaria'), 'Enter');
      await keys(page, button(page, 'Mosquito'), 'Enter');
      await tabTo(page, button(page, 'Plague'), 'Shift+Tab');
      await page.keyboard.press('Enter');
      await keys(page, button(page, 'Flea'), 'Enter');
    },
    pointer: async (page) => {
      for (const name of ['Malaria', 'Mosquito', 'Plague', 'Flea']) await page.getByRole('button', { name, exact: true }).click();
    },
  },
  {
    item: 'gap-match',
    responses: { [RESPONSE]: ['reservoir G1', 'host G3'] },
    keyboard: async (page) => {
      await keys(page, button(page, /Gap 1 of 3/), 'Enter', 'Enter');
      await keys(page, button(page, /Gap 3 of 3/), 'Enter', 'ArrowDown', 'Enter');
    },
    pointer: async (page) => {
      await picked(page, 'Gap 1 of 3', 'reservoir');
      await picked(page, 'Gap 3 of 3', 'host');
    },
  },
  {
    item: 'hottext',
    responses: { [RESPONSE]: ['h2', 'h3'] },
    keyboard: async (page) => {
      await keys(page, button(page, /prevents all deaths/), 'Space');
      await keys(page, button(page, /next outbreak/), 'Enter');
    },
    pointer: async (page) => {
      await page.getByText('The next outbreak').click();
      await page.getByText('prevents all deaths').click();
    },
  },
  {
    item: 'hotspot',
    responses: { [RESPONSE]: ['east'] },
    keyboard: async (page) => {
      await keys(page, button(page, 'North village'), 'Enter');
      await keys(page, button(page, 'East village'), 'Space');
    },
    pointer: (page) => clickPicture(page, page.getByRole('img', { name: /Map of a district/ }), 325, 145),
  },
  {
    item: 'graphic-order',
    responses: { [RESPONSE]: ['ra', 'rv', 'la'] },
    keyboard: async (page) => {
      await keys(page, button(page, /^Lower left chamber/), 'Enter');
      await tabTo(page, button(page, /^Upper left chamber/), 'Shift+Tab');
      await page.keyboard.press('Enter');
      await keys(page, button(page, /^Upper right chamber/), 'Enter');
      await keys(page, button(page, 'Move up: Upper left chamber'), 'Enter');
    },
    pointer: async (page) => {
      const picture = page.getByRole('img', { name: /Diagram of a heart/ });
      await clickPicture(page, picture, 100, 60);
      await clickPicture(page, picture, 100, 200);
      await clickPicture(page, picture, 300, 60);
    },
  },
  {
    item: 'select-point',
    responses: { [RESPONSE]: ['210 119'] },
    keyboard: async (page) => {
      await keys(page, page.getByRole('application'), 'ArrowRight', 'ArrowUp', 'Shift+ArrowUp', 'Enter');
    },
    pointer: (page) => clickPicture(page, page.getByRole('application'), 210, 119),
  },
  {
    item: 'slider',
    responses: { [RESPONSE]: ['95'] },
    keyboard: async (page) => {
      await keys(page, page.getByRole('slider'), 'End', 'ArrowLeft', 'Tab');
    },
    pointer: async (page) => {
      const slider = page.getByRole('slider');
      const box = await slider.boundingBox();
      if (!box) throw new Error('the slider is not on the page');
      await page.mouse.click(box.x + box.width * 0.945, box.y + box.height / 2);
      await button(page, 'Next').click();
    },
  },
  {
    item: 'graphic-gap-match',
    responses: { [RESPONSE]: ['beds hospital', 'wells north'] },
    keyboard: async (page) => {
      await keys(page, button(page, /More beds/), 'Enter');
      await keys(page, button(page, 'Hospital'), 'Enter');
      await tabTo(page, button(page, /Test the wells/), 'Shift+Tab');
      await page.keyboard.press('Space');
      await keys(page, button(page, 'North village'), 'Space');
    },
    pointer: async (page) => {
      const picture = page.getByRole('img', { name: /Map of a district/ });
      await button(page, /More beds/).click();
      await clickPicture(page, picture, 210, 110);
      await button(page, /Test the wells/).click();
      await clickPicture(page, picture, 120, 70);
    },
  },
  {
    item: 'graphic-associate',
    responses: { [RESPONSE]: ['ra rv', 'la lv'] },
    keyboard: async (page) => {
      await keys(page, button(page, 'Upper left chamber'), 'Enter');
      await keys(page, button(page, 'Lower left chamber'), 'Enter');
      await tabTo(page, button(page, 'Upper right chamber'), 'Shift+Tab');
      await page.keyboard.press('Enter');
      await keys(page, button(page, 'Lower right chamber'), 'Enter');
    },
    pointer: async (page) => {
      const picture = page.getByRole('img', { name: /Diagram of a heart/ });
      for (const [x, y] of [
        [100, 60],
        [100, 200],
        [300, 60],
        [300, 200],
      ] as const)
        await clickPicture(page, picture, x, y);
    },
  },
  {
    item: 'position-object',
    responses: { [RESPONSE]: ['210 119'] },
    keyboard: async (page) => {
      await keys(page, page.getByRole('application'), 'ArrowRight', 'ArrowUp', 'Shift+ArrowUp', 'Enter');
    },
    pointer: (page) => clickPicture(page, page.getByRole('application'), 210, 119),
  },
  {
    item: 'media',
    responses: { [RESPONSE]: ['1'] },
    keyboard: async (page) => {
      await keys(page, page.getByRole('button', { name: 'Play', exact: true }), 'Enter');
    },
    pointer: (page) => page.getByRole('button', { name: 'Play', exact: true }).click(),
  },
  {
    item: 'end-attempt',
    responses: { [RESPONSE]: ['true'] },
    keyboard: async (page) => {
      await keys(page, button(page, 'The table does not say'), 'Space', 'Space', 'Enter');
    },
    pointer: (page) => button(page, 'The table does not say').click(),
  },
  {
    item: 'upload',
    responses: { [RESPONSE]: [`${'f'.repeat(64)} 9 text/csv my%20table.csv`] },
    keyboard: async (page) => {
      const chooser = page.waitForEvent('filechooser');
      await keys(page, button(page, 'Choose a file'), 'Enter');
      await (await chooser).setFiles({ name: 'my table.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n3') });
    },
    pointer: async (page) => {
      const chooser = page.waitForEvent('filechooser');
      await button(page, 'Choose a file').click();
      await (await chooser).setFiles({ name: 'my table.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n3') });
    },
  },
];

describe.each(cases)('a question of the kind $item', ({ item, responses, keyboard, pointer }) => {
  it.each([
    ['keyboard', keyboard],
    ['pointer', pointer],
  ])('is answered by %s alone', async (_, act) => {
    const page = await open(`screen=exam&item=${item}`);
    await page.locator('#question-title').waitFor();
    await act(page);
    await eventually(() => lastAnswer(page), { item, responses });
  });
});

it('accepts an order as it stands, and a slider at its start', async () => {
  const page = await open('screen=exam&item=order');
  await button(page, 'This order is right').click();
  expect(await lastAnswer(page)).toEqual({ item: 'order', responses: { [RESPONSE]: ['describe', 'confirm', 'control'] } });
  await button(page, 'Question 14, not answered').click();
  await button(page, 'My answer is 0').click();
  expect(await lastAnswer(page)).toEqual({ item: 'slider', responses: { [RESPONSE]: ['0'] } });
  await button(page, 'Clear this answer').click();
  expect(await lastAnswer(page)).toEqual({ item: 'slider', responses: { [RESPONSE]: [] } });
});

it('marks a point by its typed position', async () => {
  const page = await open('screen=exam&item=select-point');
  await page.getByRole('spinbutton', { name: 'From the left' }).fill('33');
  await page.getByRole('spinbutton', { name: 'From the top' }).fill('44');
  await button(page, 'Mark this point').click();
  expect(await lastAnswer(page)).toEqual({ item: 'select-point', responses: { [RESPONSE]: ['33 44'] } });
});

it('moves a choice that another gap holds, and says so', async () => {
  const page = await open('screen=exam&item=gap-match');
  await picked(page, 'Gap 1 of 3', 'vector');
  await picked(page, 'Gap 2 of 3', 'vector');
  expect(await lastAnswer(page)).toEqual({ item: 'gap-match', responses: { [RESPONSE]: ['vector G2'] } });
  expect(await page.getByText('An earlier pair was taken apart').isVisible()).toBe(true);
});

it('crosses choices out for thinking, without a word to main', async () => {
  const page = await open('screen=exam&item=choice');
  await button(page, 'Cross out').click();
  await button(page, 'Cross out option A').click();
  await button(page, 'Restore option A').waitFor();
  expect(await page.getByRole('radio', { name: '15% crossed out' }).count()).toBe(1);
  expect(await page.evaluate(() => window.preview.calls.filter((call) => call.channel === 'answer').length)).toBe(0);
});

it('takes a drawing by pointer and by keys, and lets its last line be taken back', async () => {
  const page = await open('screen=exam&item=drawing');
  const stage = page.getByRole('application');
  const box = await stage.boundingBox();
  if (!box) throw new Error('the drawing area is not on the page');
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 90, { steps: 5 });
  await page.mouse.up();
  await page.getByText('1 line drawn').waitFor();
  await keys(page, stage, 'Space', 'ArrowRight', 'ArrowDown', 'Space');
  await page.getByText('2 lines drawn').waitFor();
  const sizes = async () =>
    (await page.evaluate(() => window.preview.calls.flatMap(({ channel, body }) => (channel === 'attach' ? [body] : [])))).length;
  await eventually(sizes, 2);
  expect(JSON.stringify(await lastAnswer(page))).toMatch(/f{64} \d+ image\/png drawing\.png/);
  await button(page, 'Take back the last line').click();
  await page.getByText('1 line drawn').waitFor();
  await button(page, 'Clear this answer').click();
  await eventually(() => lastAnswer(page), { item: 'drawing', responses: { [RESPONSE]: [] } });
});

it('plays a recording no more often than it may be, and counts a pause as nothing', async () => {
  const page = await open('screen=exam&item=media');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByText('1 play left').waitFor();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await page.getByText('No plays left').waitFor();
  await eventually(() => page.getByRole('button', { name: 'Play', exact: true }).isDisabled(), true);
  expect(await lastAnswer(page)).toEqual({ item: 'media', responses: { [RESPONSE]: ['2'] } });
});

it('refuses a file that is too large or of another kind, and says why', async () => {
  const page = await open('screen=exam&item=upload');
  const give = async (name: string, mimeType: string, bytes: number) => {
    const chooser = page.waitForEvent('filechooser');
    await button(page, 'Choose a file').click();
    await (await chooser).setFiles({ name, mimeType, buffer: Buffer.alloc(bytes, 'x') });
  };
  await give('table.csv', 'text/csv', 100_001);
  await page.getByRole('alert').getByText('larger than').waitFor();
  await give('table.exe', 'application/octet-stream', 10);
  await page.getByRole('alert').getByText('text/csv').waitFor();
  await give('table.csv', 'text/csv', 0);
  await page.getByRole('alert').getByText('empty').waitFor();
  expect(await page.evaluate(() => window.preview.calls.filter(({ channel }) => channel === 'attach').length)).toBe(0);
});

it('shows what a word means, by keys and by pointer, and gives the focus back', async () => {
  const page = await open('screen=exam&item=end-attempt');
  const word = button(page, 'Meaning of attack rate');
  await keys(page, word, 'Enter');
  await page.getByRole('dialog', { name: 'Meaning of attack rate' }).getByText('divided by all people').waitFor();
  await page.keyboard.press('Escape');
  await eventually(() => word.evaluate((element) => element === document.activeElement), true);
  await word.click();
  await page.getByRole('dialog').getByText('divided by all people').waitFor();
});
