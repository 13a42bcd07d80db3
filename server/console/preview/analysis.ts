/// <reference types="node" />
/** Analyses of two invented forms, computed by the server's own functions from answers that a seed decides. */
import type { AnalysedExam, Equating, ExamAnalysis } from '../../../shared/contract/analysis.ts';
import { analyse, countsOf, type Taken } from '../../analysis/analyse.ts';
import { chanceAt, equipercentileEquating, linearEquating } from '../../analysis/statistics/index.ts';

function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 4294967296;
  };
}
const titles = ['Reorder point', 'Bullwhip effect', 'Critical ratio', 'Landed cost', 'Safety stock', 'Check digit'];
const choices = ['A', 'B', 'C', 'D'].map((id) => ({ id, text: `Answer ${id}`, isKey: id === 'B' }));
const items = Array.from({ length: 24 }, (_, place) => ({
  item: `q${place + 1}`,
  title: `${titles[place % titles.length]} ${Math.floor(place / titles.length) + 1}`,
  section: place < 12 ? 'Design' : 'Planning',
  max: 1,
  choices,
}));

function taken(people: number, seed: number, harder: number): Taken[] {
  const next = chance(seed);
  return Array.from({ length: people }, (_, person) => {
    const ability = next() + next() + next() + next() - 2;
    const right = items.map((_, place) => {
      const item = { a: place === 5 ? -0.4 : 0.6 + (place % 6) * 0.35, b: -2 + place * 0.15 + harder };
      return next() < chanceAt(item, ability * 1.7);
    });
    return {
      country: person % 3 === 0 ? 'KE' : 'IN',
      scores: right.map(Number),
      choices: right.map((isRight) => (isRight ? ['B'] : next() < 0.05 ? [] : [next() < 0.6 ? 'A' : next() < 0.9 ? 'C' : 'D'])),
    };
  });
}
const forms = { 'exam-1': taken(320, 7, 0), 'exam-2': taken(300, 8, 0.3) };
type Form = keyof typeof forms;
const isForm = (id: string): id is Form => Object.hasOwn(forms, id);

export const analyses: AnalysedExam[] = Object.entries(forms).map(([exam, own], place) => ({
  exam,
  title: 'Supply chain comprehensive',
  version: place + 1,
  people: own.length,
}));

export const analysisOf = (id: string, focal: string | null): ExamAnalysis | undefined =>
  isForm(id)
    ? analyse({ exam: id, title: 'Supply chain comprehensive', items, taken: forms[id], passMark: 0.6, focal })
    : undefined;

export function equatingOf(id: string, to: string): Equating | undefined {
  const [from, target] = [id, to].map((one) => analyses.find(({ exam }) => exam === one));
  if (!from || !target || !isForm(id) || !isForm(to)) return undefined;
  const totals = (form: Form) => forms[form].map(({ scores }) => scores.reduce((sum, score) => sum + score, 0));
  const [x, y] = [countsOf(totals(id), items.length), countsOf(totals(to), items.length)];
  const { intercept, slope } = linearEquating(x, y);
  const equipercentile = equipercentileEquating(x, y);
  const scores = x.map((_, score) => ({ score, linear: intercept + slope * score, equipercentile: equipercentile[score] ?? 0 }));
  return { from, to: target, intercept, slope, scores };
}
