/**
 * Takes the console's pictures for the README from the running demo: `node demo/pictures.ts [ADDRESS] [FOLDER]`, while
 * `npm start -- --no-client` runs and some candidates have handed in. What the demo does not have yet is left out, and said.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import { readCodes } from './seed.ts';

const root = path.dirname(import.meta.dirname);
const [address = 'http://127.0.0.1:4310', folder = path.join(root, 'docs', 'pictures')] = process.argv.slice(2);
const codes = readCodes(path.join(root, 'data', 'demo'));
mkdirSync(folder, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.INVIGIL_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
const fresh = () =>
  browser.newContext({ baseURL: address, viewport: { width: 1366, height: 768 }, locale: 'en-GB', reducedMotion: 'reduce' });

async function signedIn(email: string): Promise<BrowserContext> {
  const context = await fresh();
  const code = codes.staff.find((member) => member.email === email)?.code ?? '';
  const reply = await context.request.post('/api/console/sign-in', { data: { email, code } });
  if (!reply.ok()) throw new Error(`${email} could not sign in: ${await reply.text()}`);
  return context;
}

const Row = z.looseObject({ id: z.string() });
/** The rows that an address of the console answers with. */
async function rowsOf(context: BrowserContext, place: string) {
  return z.array(Row).parse(await (await context.request.get(place)).json());
}

/** One picture; `prepare` brings the page into view or opens what is folded. */
async function take(context: BrowserContext, name: string, place: string | null, prepare?: (page: Page) => Promise<void>) {
  if (place === null) return console.log(`${name}: left out, the demo has nothing to show there yet`);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  try {
    await draw(page, place, prepare);
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    console.log(`${name}: ${place}`);
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name}: not taken, ${error instanceof Error ? error.message : String(error)}`);
  }
  await page.close();
}

async function draw(page: Page, place: string, prepare?: (page: Page) => Promise<void>): Promise<void> {
  await page.goto(place);
  await page.locator('h1').first().waitFor();
  // The wall and tables that follow along never stop asking: what is there after a moment is what is shown.
  await page.waitForLoadState('networkidle', { timeout: 5_000 }).catch(() => undefined);
  await page.locator('body').evaluate((body) => body.ownerDocument.fonts.ready.then(() => undefined));
  await prepare?.(page);
}
const at = (base: string, row: { id: string } | undefined): string | null => (row ? `${base}/${row.id}` : null);

const proctor = await signedIn('proctor@demo.example');
const reviewer = await signedIn('reviewer@demo.example');
const admin = await signedIn('admin@demo.example');
const senior = await signedIn('senior@demo.example');
const anyone = await fresh();

await take(proctor, 'wall', '/wall');
const results = await rowsOf(reviewer, '/api/console/results');
const final = results.find(({ state }) => state === 'final') ?? results[0];
await take(proctor, 'sitting', typeof final?.sitting === 'string' ? `/sittings/${final.sitting}` : null);
const incidents = await rowsOf(reviewer, '/api/console/incidents');
await take(
  reviewer,
  'incident',
  at('/incidents', incidents.find(({ mine, cause }) => mine && cause === 'phone') ?? incidents[0]),
);
await take(reviewer, 'result', at('/results', final));
await take(reviewer, 'decision', '/decisions', async (page) => {
  await page.locator('details').first().locator('summary').press('Enter');
});
await take(admin, 'learners', '/learners');
const credentials = await rowsOf(admin, '/api/console/credentials');
await take(
  anyone,
  'credential',
  at(
    '/c',
    credentials.find(({ state }) => state === 'valid'),
  ),
);
await take(senior, 'marking-quality', '/marking-quality');
await take(admin, 'analysis', '/analysis', async (page) => {
  await page.getByRole('main').getByRole('link').first().click();
  await page.getByRole('img').first().waitFor();
});
await take(admin, 'regrade', '/regrades/new', async (page) => {
  await page.getByRole('radio', { name: 'Drop the item' }).press('Space');
  await page.getByRole('button', { name: 'Add this change' }).press('Enter');
  await page.getByLabel('Reason').fill('Two answers can be defended.');
  await page.getByRole('button', { name: 'Propose and show the impact' }).press('Enter');
  await page.getByRole('img').first().waitFor();
});
await take(admin, 'programme', '/programmes/challenge-exam', async (page) => {
  await page.getByRole('radio', { name: 'Fees' }).press('Space');
  await page.getByText('Who pays less').first().waitFor();
  await page.getByRole('radiogroup').scrollIntoViewIfNeeded();
});
await take(anyone, 'rules', '/rules/micromasters-scm');
await take(anyone, 'what-if', '/rules/micromasters-scm/what-if');
await take(admin, 'holds', '/holds');
const [figures] = z
  .array(z.looseObject({ exam: z.string() }))
  .parse(await (await admin.request.get('/api/console/figures')).json());
await take(admin, 'figures', figures ? `/figures/${figures.exam}` : null);
const own = codes.learners.find(({ eligible }) => !eligible);
const link = await admin.request.post(`/api/console/learners/${own?.learner ?? ''}/link`);
await take(anyone, 'register', link.ok() ? z.object({ url: z.string() }).parse(await link.json()).url : null);
const told = typeof final?.learner === 'string' ? final.learner : '';
const ownLink = await admin.request.post(`/api/console/learners/${told}/link`);
const registering = ownLink.ok() ? z.object({ url: z.string() }).parse(await ownLink.json()).url : null;
await take(anyone, 'my', registering?.replace('/register#', '/my#') ?? null);
await browser.close();
