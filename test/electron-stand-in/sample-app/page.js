const { sample } = globalThis;
const answer = document.querySelector('#answer');
const happened = document.querySelector('#happened');

sample.onHappened((what) => happened.append(what));
const { n, when, from } = await sample.next(41, new Date(0));
answer.textContent = `${n} ${when instanceof Date} ${from}`;
