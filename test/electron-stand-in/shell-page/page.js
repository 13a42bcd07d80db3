globalThis.views = [];
globalThis.invigil.onView((view) => globalThis.views.push(view));
const first = await globalThis.invigil.view({});
document.querySelector('h1').textContent = first.ok ? first.value.screen : first.problem.message;
