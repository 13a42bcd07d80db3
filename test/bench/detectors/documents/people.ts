/** Invented holders of documents, in many writings. */
import type { Holder } from '../../../../desktop/renderer/monitors/document/testing.ts';

const rows: [surname: string, given: string, sex: 'M' | 'F', birth: string, expiry: string, number: string, state: string][] = [
  ['Lindqvist', 'Elsa Viktoria', 'F', '880317', '310402', 'AB4471902', 'UTO'],
  ['Mwangi', 'Wambui Wairimu', 'F', '990905', '290818', 'KX0081467', 'UTO'],
  ['Quintero López', 'Iñaki', 'M', '760229', '330101', 'QO1160G80', 'UTO'],
  ['Hämäläinen', 'Oona Sisko', 'F', '011211', '280713', 'WM55MW0S8', 'UTO'],
  ["O'Shaughnessy", 'Diarmuid Fionn', 'M', '930630', '300901', 'B8B0D0Q17', 'UTO'],
  ['Żółkiewska', 'Łucja Maria', 'F', '850724', '271130', 'ZS2225ZZ0', 'UTO'],
  ['Oyelaran', 'Folasade Ayomide', 'F', '970118', '320319', 'A00114I1L', 'UTO'],
  ['Van der Merwe', 'Johannes Willem', 'M', '690404', '260923', 'M00N0W4H1', 'UTO'],
  ['Trần', 'Minh Quốc', 'M', '040808', '340808', 'C7719043', 'UTO'],
  ['Haddad', 'Layla Noor', 'F', '910212', '290212', 'L02260418', 'UTO'],
  ['Papathanasiou', 'Konstantinos Evangelos', 'M', '800528', '300527', 'AT9918203', 'UTO'],
  ['Rakotomalala', 'Hery Andrianina', 'M', '950916', '280105', 'D6160KQ9X', 'UTO'],
  ['Ferreira dos Santos', 'Beatriz', 'F', '020721', '330530', 'FW30057HH', 'UTO'],
  ['Sadykova', 'Aigerim Nurlanovna', 'F', '890101', '290615', 'N14752038', 'UTO'],
  ['Bjørnstad', 'Åse Marit', 'F', '730310', '311212', '48810392', 'UTO'],
  ['Wu', 'Xinyi', 'F', '000415', '350414', 'EJ7054412', 'UTO'],
];

export const people: readonly Holder[] = rows.map(([surname, given, sex, birth, expiry, number, state]) => ({
  surname,
  given,
  sex,
  birth,
  expiry,
  number,
  state,
}));
