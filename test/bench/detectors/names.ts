/** How names are judged: spellings of one person, and every pair of different people. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { matchNames, SAME } from '../../../desktop/renderer/monitors/document/names/match.ts';
import { transliterated } from '../../../desktop/renderer/monitors/document/names/transliterate.ts';
import { people } from './documents/people.ts';
import { mark, type Section } from './kit.ts';
import { share, told } from './stats.ts';

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

/** Adds the figures of names to a section. */
export function measureNames(folder: string | null, section: Section): void {
  const judged = spellings.map(([registered, document]) => ({ registered, document, ...matchNames(registered, document) }));
  const missed = judged.filter(({ verdict, score }) => verdict !== 'same' || score < SAME);
  for (const { registered, document, score } of missed)
    section.lines.push(`not the same: ${registered} / ${document} ${score.toFixed(3)}`);
  section.marks.push(
    mark(
      `spellings of one name score ${SAME} or more`,
      missed.length === 0,
      told(share(judged.length - missed.length, judged.length)),
    ),
  );

  const invented = people.map(({ given, surname }) => `${given} ${surname}`);
  const everyone = [...new Set([...invented, ...(folder ? namesIn(folder) : [])])];
  let pairs = 0;
  const verdicts = { same: 0, unsure: 0, different: 0 };
  everyone.forEach((one, at) => {
    for (const other of everyone.slice(at + 1)) {
      pairs++;
      verdicts[matchNames(one, transliterated(other, 'latin')).verdict]++;
    }
  });
  section.lines.push(`names of two people: ${verdicts.different} pairs different, ${verdicts.unsure} to be looked at`);
  section.marks.push(
    mark(
      'at most 0.01 % of pairs of two people are called the same',
      verdicts.same <= pairs / 10_000,
      told(share(verdicts.same, pairs)),
    ),
  );
}
