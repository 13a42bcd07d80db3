/** Every numeric key of the demo exam is computed here anew, from the figures in its text. */
import { beforeAll, describe, expect, test } from 'vitest';
import { examItems, importPackage } from '../../server/exams/index.ts';
import { gradeItem } from '../../server/grading/index.ts';
import { demoPackage } from './package.ts';

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const errors = [420 - 400, 460 - 430, 440 - 450, 500 - 470, 480 - 490, 520 - 500];
const mad = sum(errors.map(Math.abs)) / errors.length;

const coffee = { demand: 12_000, order: 90, holding: 0.25 * 24, weekly: 240, deviation: 40, leadWeeks: 2 };
const eoq = Math.sqrt((2 * coffee.demand * coffee.order) / coffee.holding);
const relevantCost = (quantity: number): number => (coffee.demand / quantity) * coffee.order + (quantity / 2) * coffee.holding;

/** Upper tail of the standard normal distribution, by Simpson's rule. */
function upperTail(z: number): number {
  const steps = 2_000;
  const width = (z + 10) / steps;
  const density = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  const inner = Array.from({ length: steps - 1 }, (_, i) => (i % 2 === 0 ? 4 : 2) * density(-10 + (i + 1) * width));
  return 1 - ((density(-10) + sum(inner) + density(z)) * width) / 3;
}

const channelProfit = (price: number): number => (price - 20) * (100 - price);
/** The best of a grid of prices fine enough for the whole-dollar optimum. */
const bestOf = (values: readonly number[], profit: (value: number) => number): number =>
  values.reduce((best, value) => (profit(value) > profit(best) ? value : best));
const prices = Array.from({ length: 161 }, (_, i) => 20 + i / 2);
const retailPrice = (wholesale: number): number => bestOf(prices, (price) => (price - wholesale) * (100 - price));
const wholesale = bestOf(prices, (price) => (price - 20) * (100 - retailPrice(price)));

const gtin = '761234567891';
const checkSum = sum([...gtin].map((digit, i) => Number(digit) * (i % 2 === 0 ? 1 : 3)));

const seaCost = 2 + (200 * 0.2 * 36.5) / 365;
const airCost = 9 + (200 * 0.2 * 3.65) / 365;

const fractile = (price: number, cost: number, salvage: number): number => (price - cost) / (price - salvage);
/** The retailer stocks as the whole channel would when (p - w) / (p - b) = (p - c) / p. */
const buyback = 100 - (100 - 70) / fractile(100, 40, 0);

const keys: Record<string, string> = {
  'forecast-mad': String(mad),
  'exponential-smoothing': String(0.3 * 520 + 0.7 * 500),
  'stockout-probability': (100 * upperTail((245 - 200) / 30)).toFixed(2),
  'shadow-price': String(25 * (12 - 9)),
  eoq: String(eoq),
  'reorder-point': String(Math.round(coffee.weekly * coffee.leadWeeks + 1.645 * coffee.deviation * Math.sqrt(coffee.leadWeeks))),
  'lot-size-penalty': (100 * (relevantCost(900) / relevantCost(eoq) - 1)).toFixed(1),
  'newsvendor-quantity': String(400 + 400 * fractile(50, 20, 10)),
  'critical-ratio': String(100 * fractile(20, 12, 10)),
  'double-marginalization': String(channelProfit(bestOf(prices, channelProfit)) - channelProfit(retailPrice(wholesale))),
  'buyback-credit': String(buyback),
  'littles-law': String(120 * 4.5),
  'landed-cost': (airCost - seaCost).toFixed(1),
  'check-digit': String((10 - (checkSum % 10)) % 10),
  'sql-revenue': String(3 * 40 + 2 * 65 + 1 * 40),
};

type Node = { name: string; weight: number };
const towns: Node[] = [
  { name: 'arden', weight: 30 },
  { name: 'brook', weight: 15 },
  { name: 'colne', weight: 25 },
  { name: 'dell', weight: 5 },
  { name: 'esk', weight: 35 },
];
const roads: [string, string, number][] = [
  ['arden', 'brook', 4],
  ['brook', 'dell', 5],
  ['colne', 'dell', 6],
  ['dell', 'esk', 7],
];

/** Length of the only way between two towns of the tree. */
function distance(from: string, to: string, seen: readonly string[] = []): number {
  if (from === to) return 0;
  const ways = roads.flatMap(([a, b, km]) => {
    const next = a === from ? b : b === from ? a : undefined;
    return next === undefined || seen.includes(next) ? [] : [km + distance(next, to, [...seen, from])];
  });
  return Math.min(Number.POSITIVE_INFINITY, ...ways);
}

const shops: Record<string, [number, number]> = { p: [2, 3], q: [5, 2], r: [6, 5], s: [2, 7], t: [7, 2] };

function nearestNeighbour(): string[] {
  const route: string[] = [];
  let at: [number, number] = [1, 1];
  while (route.length < Object.keys(shops).length) {
    const here = at;
    const open = Object.entries(shops).filter(([name]) => !route.includes(name));
    const [next] = open.toSorted(
      ([, a], [, b]) => Math.hypot(a[0] - here[0], a[1] - here[1]) - Math.hypot(b[0] - here[0], b[1] - here[1]),
    );
    if (!next) break;
    route.push(next[0]);
    at = next[1];
  }
  return route;
}

const discountCost = (quantity: number): number => {
  const price = quantity >= 1_000 ? 23 : 24;
  return price * coffee.demand + (coffee.demand / quantity) * coffee.order + (quantity / 2) * 0.25 * price;
};

describe('the keys of the demo exam', () => {
  let score: (item: string, ...values: string[]) => string;
  beforeAll(async () => {
    const { exam } = await importPackage(demoPackage());
    if (!exam) throw new Error('no exam');
    const items = new Map(examItems(exam).map((item) => [item.authored, item]));
    score = (name, ...values) => {
      const item = items.get(name);
      if (!item) throw new Error(`no item ${name}`);
      return gradeItem(item, { RESPONSE: values }).score === item.marking.max ? 'full marks' : `no full marks for ${values}`;
    };
  });

  test.each(Object.entries(keys))('%s: the computed answer %s earns full marks', (item, value) => {
    expect(score(item, value)).toBe('full marks');
  });

  test('the tracking signal leaves the range of -3 to +3 upwards', () => {
    expect(sum(errors) / mad).toBe(4);
  });

  test('Dell is the town with the least pallet-kilometres', () => {
    const cost = ({ name }: Node): number => sum(towns.map((town) => town.weight * distance(name, town.name)));
    const best = towns.toSorted((a, b) => cost(a) - cost(b))[0];
    expect(score('warehouse-location', best?.name ?? '')).toBe('full marks');
  });

  test('the nearest-neighbour route is the one computed from the grid', () => {
    expect(score('nearest-neighbour', ...nearestNeighbour())).toBe('full marks');
  });

  test('1,000 bags are the cheapest of the offered quantities', () => {
    const offered: [string, number][] = [
      ['A', 600],
      ['B', Math.sqrt((2 * coffee.demand * coffee.order) / (0.25 * 23))],
      ['C', 1_000],
      ['D', 2_000],
    ];
    const best = offered.toSorted(([, a], [, b]) => discountCost(a) - discountCost(b))[0];
    expect(score('quantity-discount', best?.[0] ?? '')).toBe('full marks');
  });

  test('pooling four independent demands halves the safety stock', () => {
    expect(Math.sqrt(4) / 4).toBe(0.5);
    expect(score('risk-pooling', 'B')).toBe('full marks');
  });
});
