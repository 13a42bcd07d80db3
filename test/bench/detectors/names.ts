/** How names are judged: spellings of one person, and every pair of different people. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { matchNames, SAME } from '../../../desktop/renderer/monitors/document/names/match.ts';
import { transliterated } from '../../../desktop/renderer/monitors/document/names/transliterate.ts';
import { people } from './documents/people.ts';
import type { BenchReport } from './documents.ts';

/** As registered, and as an issuer may print it. Invented. */
const spellings: readonly (readonly [string, string])[] = [
  ['Elsa Lindqvist', 'LINDQVIST ELSA VIKTORIA'],
  ['Oona Hamalainen', 'HAEMAELAEINEN OONA SISKO'],
  ['Jürgen Groß', 'GROSS JUERGEN'],
  ['Jurgen Gross', 'GROSS JUERGEN'],
  ["Diarmuid O'Shaughnessy", 'OSHAUGHNESSY DIARMUID FIONN'],
  ['Lucja Zolkiewska', 'ZOLKIEWSKA LUCJA MARIA'],
  ['Johannes van der Merwe', 'VAN DER MERWE JOHANNES WILLEM'],
  ['Johannes Vandermerwe', 'VAN DER MERWE JOHANNES'],
  ['Minh Quốc Trần', 'TRAN MINH QUOC'],
  ['Layla Al-Haddad', 'ALHADDAD LAYLA NOOR'],
  ['ليلى حداد', 'HADDAD LAYLA'],
  ['محمد حسن', 'HASSAN MOHAMMED'],
  ['Константин Шевченко', 'SHEVCHENKO KONSTANTIN'],
  ['Konstantin Shevchenko', 'SHEVCHENKO KOSTIANTYN KONSTANTIN'],
  ['Yuliya Shcherbakova', 'SHCHERBAKOVA IULIIA'],
  ['Юлия Щербакова', 'SHCHERBAKOVA YULIYA'],
  ['Κωνσταντίνος Παπαθανασίου', 'PAPATHANASIOU KONSTANTINOS EVANGELOS'],
  ['武欣怡 Wu Xinyi', 'WU XINYI'],
  ['Xin-Yi Wu', 'WU XINYI'],
  ['Beatriz dos Santos', 'FERREIRA DOS SANTOS BEATRIZ'],
  ['Åse Bjørnstad', 'BJOERNSTAD AASE MARIT'],
  ['Ase Bjornstad', 'BJOERNSTAD AASE MARIT'],
  ['Folasade Oyelaran', 'OYELARAN FOLASADE AYOMIDE'],
  ['Hery Rakotomalala', 'RAKOTOMALALA HERY ANDRIANINA'],
  ['Chukwuemeka Okonkwo', 'OKONKHO CHUKNUEMEKA OBINNA'],
];

const folders = ['house', 'senate', 'governors'];
const namesIn = (folder: string): string[] =>
  folders
    .map((name) => path.join(folder, name))
    .filter((name) => existsSync(name))
    .flatMap((name) => readdirSync(name))
    .map((file) => file.replace(/\.\w+$/, '').replaceAll('-', ' '));

/** Adds the figures of names to a report. */
export function benchNames(folder: string, into: BenchReport): void {
  const judged = spellings.map(([registered, document]) => ({ registered, document, ...matchNames(registered, document) }));
  const missed = judged.filter(({ verdict, score }) => verdict !== 'same' || score < SAME);
  into.lines.push(`names of one person, ${judged.length} spellings: called the same ${judged.length - missed.length}`);
  for (const { registered, document, score } of missed)
    into.misses.push(`${registered} / ${document}: ${score.toFixed(3)}, the mark is ${SAME}`);

  const invented = people.map(({ given, surname }) => `${given} ${surname}`);
  const everyone = [...new Set([...invented, ...namesIn(folder)])];
  let pairs = 0;
  const verdicts = { same: 0, unsure: 0, different: 0 };
  const near: string[] = [];
  everyone.forEach((one, at) => {
    for (const other of everyone.slice(at + 1)) {
      pairs++;
      const { verdict, score } = matchNames(one, transliterated(other, 'latin'));
      verdicts[verdict]++;
      if (score >= 0.9) near.push(`${one} / ${other} ${score.toFixed(2)}`);
    }
  });
  into.lines.push(
    `names of two people, ${pairs} pairs: different ${verdicts.different}, to be looked at ${verdicts.unsure}, called the same ${verdicts.same}` +
      `${near.length > 0 ? `; 0.90 or more: ${near.join(', ')}` : ''}`,
  );
  if (verdicts.same > pairs * 0.0001)
    into.misses.push(`${verdicts.same} of ${pairs} pairs of two people are called the same, the mark is 0.01 %`);
}
