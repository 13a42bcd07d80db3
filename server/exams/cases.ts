/**
 * The answers that an author ships with a package, each with the score that it deserves: `invigil-cases.json`, listed in
 * the manifest. They are run before anything is published and never leave the server.
 */
import * as z from 'zod';
import { Responses } from '../../shared/journal/entry.ts';
import type { ExamItem } from './exam.ts';
import type { Source } from './source.ts';

export const CASES_FILE = 'invigil-cases.json';
/** Beyond this the import would take too long. */
const MAX_SEEDS = 1_000;

/**
 * `responses` are under the author's identifiers; `"{NAME}"` in them is the value of a template variable, and the word
 * `correct` in their place is the right answer.
 */
export const ItemCase = z.object({
  name: z.string().min(1),
  responses: z.union([Responses, z.literal('correct')]),
  score: z.number(),
  /** Outcomes besides SCORE, in their lexical form. */
  outcomes: z.record(z.string(), z.array(z.string()).nullable()).optional(),
});
export type ItemCase = z.infer<typeof ItemCase>;
/** `seeds`: an item with templates is drawn so many times, and every case must come out each time. */
const Drawn = z.object({ seeds: z.int().min(1).max(MAX_SEEDS), cases: z.array(ItemCase) });
export type ItemCases = z.infer<typeof Drawn>;
const CasesFile = z.record(
  z.string(),
  z.union([z.array(ItemCase).transform((cases): ItemCases => ({ seeds: 1, cases })), Drawn]),
);

/** How often an item with templates is drawn where its cases do not say. */
const USUAL_SEEDS = 50;

/** Reads the cases by the item's identifier; an empty map where the package has none. */
export function readCases(source: Source, listed: ReadonlySet<string>): ReadonlyMap<string, ItemCases> {
  const bytes = source.files.get(CASES_FILE);
  if (!bytes) return new Map();
  if (!listed.has(CASES_FILE)) source.tell(null, `"${CASES_FILE}" is not listed in imsmanifest.xml. Add it as a resource.`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    source.tell(null, `This is not JSON (${error instanceof Error ? error.message : String(error)}). Correct it.`);
    return new Map();
  }
  const parsed = CasesFile.safeParse(json);
  if (parsed.success) return new Map(Object.entries(parsed.data));
  for (const { path, message } of parsed.error.issues.slice(0, 20))
    source.tell(null, `${path.join('.')}: ${message}. A case is {"name", "responses", "score"}.`);
  return new Map();
}

/** How cases are run, and whether every item must have some. */
type Gate = {
  failingCases: (item: ExamItem, cases: ItemCases) => string[];
  drawFault: (item: ExamItem, seeds: number) => string | undefined;
  required: boolean;
};

/** What people score, no case can foretell. */
const isScoredByMachine = ({ marking: { outcomes, processing } }: ExamItem): boolean =>
  processing.length > 0 && !outcomes.some(({ id, externalScored }) => id === 'SCORE' && externalScored === 'human');

/** Runs the cases of every item; what fails, is missing though asked for, or belongs to no item is told. */
export function checkCases(
  source: Source,
  items: readonly ExamItem[],
  cases: ReadonlyMap<string, ItemCases>,
  { failingCases, drawFault, required }: Gate,
): void {
  const known = new Set(items.map(({ authored }) => authored));
  for (const id of cases.keys())
    if (!known.has(id)) source.tell(null, `There is no item "${id}". Correct the name, or remove its cases.`);
  for (const item of items) {
    const own = cases.get(item.authored);
    if (!own || own.cases.length === 0) {
      if (required && isScoredByMachine(item))
        source.tell(
          null,
          `The item "${item.authored}" has no cases, and the exam's policy demands them (cases: "required"). Add some to ` +
            `${CASES_FILE}: right, wrong and in between.`,
        );
      const fault = item.marking.templates.length > 0 ? drawFault(item, USUAL_SEEDS) : undefined;
      if (fault) source.tell(null, `${item.authored}: ${fault}`);
      continue;
    }
    const drawn = item.marking.templating.length > 0 && own.seeds === 1 ? { ...own, seeds: USUAL_SEEDS } : own;
    for (const failure of failingCases(item, drawn)) source.tell(null, `${item.authored}: ${failure}`);
  }
}
