/** What the demo shows of coming in: a window to register for, checked identities, an invitation, and a learning platform. */
import type { App } from '../server/app.ts';

const DAY_MS = 86_400_000;
const PROGRAMME = 'scm';

/** Romanised by hand: the demo's learners write their names in several alphabets. */
const isLatin = (name: string): boolean => /^[\p{Script=Latin}\p{M}\p{P}\s]+$/u.test(name);

export async function seedEntry(app: App, exam: string, now: number): Promise<void> {
  const opensAt = now + 60 * DAY_MS;
  await app.authorisations.openWindow(
    {
      id: 'scm-next',
      title: 'January window',
      exam,
      programme: PROGRAMME,
      opensAt,
      closesAt: opensAt + 3 * DAY_MS,
      rule: {
        registersFrom: 0,
        registersUntil: opensAt - 2 * DAY_MS,
        changeUntil: opensAt - 7 * DAY_MS,
        seats: 200,
        identity: true,
      },
    },
    'demo',
  );
  const learners = (await app.programmes.learners()).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const rows = learners
    .filter(({ name }) => isLatin(name))
    .map(
      ({ id, email, name, country }, place) =>
        `${id},${email},"${name}","${name}",${country},${place % 4 === 3 ? '' : '2026-09-14'},${id}`,
    );
  const given = {
    format: 'identities' as const,
    file: 'identities.csv',
    text: ['learner_id,email,name,name_romanised,country,id_verified_on,username', ...rows].join('\n'),
    settings: {},
    confirmed: [],
  };
  const { hash } = await app.imports.preview(given);
  await app.imports.apply(given, hash, 'demo');
  const invited = learners.at(-1);
  if (invited)
    await app.authorisations.authorise('scm-next', invited.id, 'The transcript came by post and was seen.', 'R. Lindqvist');
  const { write } = await app.lti.platforms.prepareAdd({
    title: 'Demo LMS',
    issuer: 'https://lms.demo.example',
    clientId: 'invigil-demo',
    authUrl: 'https://lms.demo.example/auth',
    tokenUrl: 'https://lms.demo.example/token',
    tokenAudience: null,
    jwksUrl: 'https://lms.demo.example/jwks',
    deployments: ['1'],
    origins: [],
  });
  await app.db.transaction().execute(write);
}
