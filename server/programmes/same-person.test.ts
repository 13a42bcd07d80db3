import { expect, test } from 'vitest';
import { suspectsAmong } from './same-person.ts';

const learner = (id: string, name: string, email: string, country = 'UA') => ({ id, name, email, country });
const pairs = (...all: ReturnType<typeof learner>[]) =>
  suspectsAmong(all).map(({ learners }) => learners.map(({ id }) => id).join('+'));

test.each([
  ['another order', learner('a', 'Amina Wanjiru Otieno', 'a@x.org'), learner('b', 'Otieno, Amina Wanjiru', 'b@x.org')],
  ['without accents', learner('a', 'José Núñez', 'a@x.org'), learner('b', 'Jose Nunez', 'b@x.org')],
  ['Cyrillic', learner('a', 'Дарина Коваленко', 'a@x.org'), learner('b', 'Daryna Kovalenko', 'b@x.org')],
  ['Greek', learner('a', 'Γιώργος Παπαδόπουλος', 'a@x.org'), learner('b', 'Giorgos Papadopoulos', 'b@x.org')],
  ['Arabic', learner('a', 'محمد فاروق', 'a@x.org'), learner('b', 'Muhammad Faruq', 'b@x.org')],
  ['the same address elsewhere', learner('a', 'A B', 'amina.otieno@x.org'), learner('b', 'C D', 'aminaotieno+edx@y.org')],
])('%s is put before a person', (_, a, b) => {
  expect(pairs(a, b)).toEqual(['a+b']);
  expect(pairs(b, a)).toEqual(['a+b']);
});

test.each([
  ['the same name in two countries', learner('a', 'Li Wei', 'a@x.org', 'CN'), learner('b', 'Wei Li', 'b@x.org', 'SG')],
  ['short names with the same consonants', learner('a', 'Li Wei', 'a@x.org'), learner('b', 'Lu Wu', 'b@x.org')],
  ['different people', learner('a', 'Amina Otieno', 'a@x.org'), learner('b', 'Kwame Mensah', 'b@x.org')],
])('%s are left alone', (_, a, b) => expect(pairs(a, b)).toEqual([]));
