/** Answers the question on the screen as a person would, with keys or with the pointer, whatever its interactions are. */
import type { Locator, Page } from 'playwright-core';
import type { Choice, Content, DeliveryItem, Interaction } from '../../shared/assessment/delivery.ts';
import type { Responses } from '../../shared/journal/entry.ts';

export type Hand = 'keys' | 'pointer';
type Placed = Interaction & { response: string };

const flatten = (content: readonly Content[]): Interaction[] =>
  content.flatMap((node): Interaction[] => {
    if (typeof node === 'string') return [];
    if ('tag' in node) return flatten(node.children);
    return 'content' in node && Array.isArray(node.content) ? [node, ...flatten(node.content)] : [node];
  });
const isPlaced = (interaction: Interaction): interaction is Placed => 'response' in interaction;

const textOf = (content: readonly Content[]): string =>
  content
    .map((node) => (typeof node === 'string' ? node : 'tag' in node ? textOf(node.children) : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
const named = (choices: readonly Choice[], id: string): string => {
  const choice = choices.find((one) => one.id === id);
  if (!choice) throw new Error(`no choice ${id}`);
  return textOf(choice.content);
};

declare global {
  interface Window {
    struck: Promise<unknown>;
  }
}

/** Presses a key and waits until the page has had all of it: main may look at each key first. */
async function strike(page: Page, key: string): Promise<void> {
  await page.evaluate(() => {
    window.struck = new Promise((resolve) => addEventListener('keyup', () => setTimeout(resolve), { once: true, capture: true }));
  });
  await page.keyboard.press(key);
  await page.evaluate(() => window.struck);
}

async function press(page: Page, target: Locator, hand: Hand, key = 'Enter'): Promise<void> {
  if (hand === 'pointer') return await target.click();
  await target.focus();
  await strike(page, key);
}

async function pick(page: Page, opener: Locator, option: string, hand: Hand): Promise<void> {
  await press(page, opener, hand);
  await press(page, page.getByRole('option', { name: option, exact: true }), hand);
}

/** Brings the shown list into the wanted order with the buttons that move an entry up. */
async function arrange(
  page: Page,
  scope: Locator,
  shown: readonly string[],
  wanted: readonly string[],
  hand: Hand,
): Promise<void> {
  const now = [...shown];
  for (const [place, name] of wanted.entries()) {
    for (let at = now.indexOf(name); at > place; at--) {
      await press(page, scope.getByRole('button', { name: `Move up: ${name}`, exact: true }), hand);
      now.splice(at - 1, 2, name, now[at - 1] ?? '');
    }
  }
}

async function answerOne(
  page: Page,
  scope: Locator,
  one: Placed,
  values: readonly string[],
  nth: number,
  hand: Hand,
): Promise<void> {
  switch (one.interaction) {
    case 'choice': {
      const role = one.max === 1 ? 'radio' : 'checkbox';
      for (const id of values) {
        const choice = scope.getByRole(role).nth(one.choices.findIndex((known) => known.id === id));
        if (hand === 'keys') await press(page, choice, hand, 'Space');
        else await choice.click({ force: true });
      }
      return;
    }
    case 'inline-choice':
      return await pick(
        page,
        scope.locator('button[aria-haspopup="listbox"]').nth(nth),
        named(one.choices, values[0] ?? ''),
        hand,
      );
    case 'text-entry':
    case 'extended-text': {
      const box = scope.getByRole('textbox').nth(nth);
      if (hand === 'pointer') {
        await box.fill(values[0] ?? '');
        return await box.blur();
      }
      await box.focus();
      await page.keyboard.type(values[0] ?? '');
      return await strike(page, 'Tab');
    }
    case 'order': {
      const names = (ids: readonly string[]) => ids.map((id) => named(one.choices, id));
      const shown = one.choices.map(({ id }) => id);
      if (shown.join() === values.join())
        return await press(page, scope.getByRole('button', { name: 'This order is right' }), hand);
      return await arrange(page, scope, names(shown), names(values), hand);
    }
    case 'match':
      for (const pair of values) {
        const [source = '', target = ''] = pair.split(' ');
        const box = scope.getByRole('checkbox', {
          name: `${named(one.sources, source)} ${named(one.targets, target)}`,
          exact: true,
        });
        if (hand === 'keys') await press(page, box, hand, 'Space');
        else await box.click({ force: true });
      }
      return;
    case 'associate':
      for (const id of values.flatMap((pair) => pair.split(' '))) {
        await press(page, scope.getByRole('button', { name: named(one.choices, id), exact: true }), hand);
      }
      return;
    case 'gap-match': {
      const gaps = flatten(one.content).flatMap((node) => (node.interaction === 'gap' ? [node.id] : []));
      for (const pair of values) {
        const [choice = '', gap = ''] = pair.split(' ');
        await pick(
          page,
          scope.getByRole('button', { name: new RegExp(`Gap ${gaps.indexOf(gap) + 1} of`) }),
          named(one.choices, choice),
          hand,
        );
      }
      return;
    }
    case 'hottext': {
      const spots = flatten(one.content).flatMap((node) => (node.interaction === 'hottext-choice' ? [node] : []));
      for (const id of values) {
        const text = textOf(spots.find((spot) => spot.id === id)?.content ?? []);
        await press(page, scope.getByRole('button', { name: text, exact: true }), hand, 'Space');
      }
      return;
    }
    case 'hotspot':
    case 'graphic-order':
      for (const id of values) {
        const label = one.regions.find((region) => region.id === id)?.label ?? '';
        const region = scope
          .getByRole('button', { name: new RegExp(`^${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`) })
          .first();
        if (hand === 'keys') await press(page, region, hand);
        else await region.click({ force: true });
      }
      return;
    case 'select-point':
      for (const point of values) {
        const [x = '0', y = '0'] = point.split(' ');
        await scope.getByRole('spinbutton', { name: 'From the left' }).fill(x);
        await scope.getByRole('spinbutton', { name: 'From the top' }).fill(y);
        await press(page, scope.getByRole('button', { name: 'Mark this point' }), hand);
      }
      return;
    case 'slider': {
      const slider = scope.getByRole('slider');
      await slider.fill(values[0] ?? '0');
      return await slider.blur();
    }
  }
}

/** Gives every interaction of the item its response. */
export async function answer(page: Page, item: DeliveryItem, responses: Responses, hand: Hand): Promise<void> {
  const seen = new Map<string, number>();
  for (const one of flatten(item.content).filter(isPlaced)) {
    const kind = one.interaction === 'extended-text' ? 'text-entry' : one.interaction;
    const nth = seen.get(kind) ?? 0;
    seen.set(kind, nth + 1);
    const values = responses[one.response] ?? [];
    if (values.length > 0) await answerOne(page, page.getByRole('main'), one, values, nth, hand);
  }
}
