/// <reference types="node" />
/** The console as someone sees it: built into a temporary folder, served by the preview server, opened in Chromium. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import config from '../vite.config.ts';
import { preview } from './server.ts';

export type Shown = Awaited<ReturnType<typeof show>>;

export async function show() {
  const folder = await mkdtemp(join(tmpdir(), 'invigil-console-'));
  await build({ ...config, logLevel: 'error', build: { ...config.build, outDir: folder } });
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  let left: (() => Promise<unknown>)[] = [];
  /** Closes every page and server that is open, so that none of them keeps ticking behind the next test. */
  const leave = async () => {
    const leaving = left;
    left = [];
    await Promise.all(leaving.map((close) => close()));
  };
  return {
    /** A fresh server and a page on it, signed in under `role` unless null; `complaints` holds what the browser refused. */
    async open(role: 'proctor' | 'reviewer' | 'marker' | 'senior' | 'administrator' | null, options: BrowserContextOptions = {}) {
      const server = await preview(folder);
      const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1366, height: 768 }, ...options });
      left.push(() => context.close().then(() => server.close()));
      if (role) await context.addCookies([{ name: 'staff', value: role, url: server.url }]);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (/Content Security Policy|MISSING_TRANSLATION|FORMAT_ERROR/.test(message.text())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      return { server, page, complaints, goto: (path: string) => page.goto(`${server.url}${path}`) };
    },
    leave,
    async close() {
      await leave();
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until the page shows what it came for: data, or the words that there is none. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
}

/** Every page of the console and one address to see it at. */
export const addresses = {
  signIn: '/sign-in',
  wall: '/wall',
  sittings: '/sittings',
  sitting: '/sittings/sit_06',
  incidents: '/incidents',
  review: '/incidents/inc_1',
  decided: '/incidents/inc_8',
  marking: '/marking',
  desk: '/marking/mq-1',
  stopped: '/marking/mq-2',
  adjudication: '/adjudication',
  judge: '/adjudication/mq-1/5f0c2a9b11d4e08a7c3b6d52',
  judged: '/adjudication/mq-1/0a4be1779c02d6f3a8e5b914',
  quality: '/marking-quality',
  setUp: '/marking-quality/mq-2',
  results: '/results',
  result: '/results/res_1',
  resultHistory: '/results/res_1/history',
  exams: '/exams',
  analyses: '/analysis',
  analysis: '/analysis/exam-1',
  regrades: '/regrades',
  proposing: '/regrades/new',
  regrade: '/regrades/reg_1',
  ownRegrade: '/regrades/reg_2',
  decisions: '/decisions',
  credentials: '/credentials',
  credential: '/credentials/cred_1',
  replaced: '/credentials/cred_5',
  batches: '/credentials/batches',
  batch: '/credentials/batches/batch_1',
  issuer: '/credentials/issuer',
  cohort: '/credentials/cohort',
  learners: '/learners',
  programs: '/programs',
  checked: '/sittings/sit_19',
  audit: '/audit',
  programmes: '/programmes',
  programme: '/programmes/micromasters-scm',
  holds: '/holds',
  applications: '/applications',
  rulesList: '/rules',
  rules: '/rules/micromasters-scm',
  rulesChanged: '/rules/micromasters-dedp',
  whatIf: '/rules/micromasters-scm/what-if',
  apply: '/apply',
  my: `/my#${'t'.repeat(43)}`,
  myAsk: '/my',
  public: '/c/cred_1',
  revoked: '/c/cred_3',
  suspended: '/c/cred_4',
  superseded: '/c/cred_5',
  keyRevoked: '/c/cred_6',
  publicCohort: '/cohort',
} as const;

/** An address of a page in a language. */
export function inLocale(address: string, locale: string): string {
  const [path, token] = address.split('#');
  return `${path}?locale=${locale}${token ? `#${token}` : ''}`;
}
