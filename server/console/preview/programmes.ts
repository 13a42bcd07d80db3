/// <reference types="node" />
/** Programmes, holds and applications for the preview: the shipped programmes as if they were published, and invented people. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Doubt, HoldSummary } from '../../../shared/contract/holds.ts';
import type { Application, OwnApplication } from '../../../shared/contract/pathways.ts';
import { type PersonClaim, personRoutes } from '../../../shared/contract/persons.ts';
import { type Draft, programmeRoutes } from '../../../shared/contract/programmes.ts';
import { changesBetween, Programme } from '../../../shared/programme/index.ts';
import { missing } from './refusal.ts';

const folder = join(import.meta.dirname, '../../programmes/shipped');
const shipped = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .toSorted()
  .map((name) => Programme.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))));
const HOUR = 3600_000;

export function programmesPreview(now: number) {
  const drafts = new Map<string, Draft>();
  let holds: HoldSummary[] = [
    hold('h1', 'scm-004', 'Priya Raghunathan', 'identity', 'The passport is being checked.', now - 5 * HOUR),
    {
      ...hold(
        'h2',
        'scm-009',
        'Kwame Mensah-Boateng',
        'appeal',
        'It was a calculator, which the rules of the exam allow.',
        now - 70 * HOUR,
      ),
      programme: 'micromasters-scm',
      about: { kind: 'incident', id: 'inc_8' },
      openedBy: 'candidate',
    },
    {
      ...hold('h3', 'scm-013', 'Søren Østergaard', 'payment', 'The exam fee was charged back.', now - 200 * HOUR),
      closedAt: now - 100 * HOUR,
      closedBy: 'N. Okello',
      outcome: 'Paid again.',
    },
  ];
  const doubts: Doubt[] = [
    {
      key: 'same-person a b',
      kind: 'same-person',
      learners: [
        { id: 'scm-016', name: 'Дарина Коваленко', country: 'UA' },
        { id: 'scm-044', name: 'Daryna Kovalenko', country: 'UA' },
      ],
      signs: ['The name reads the same in another alphabet, in the same country.'],
      settled: false,
      answer: null,
    },
    {
      key: 'same-person c d',
      kind: 'same-person',
      learners: [
        { id: 'scm-001', name: 'Amina Wanjiru Otieno', country: 'KE' },
        { id: 'scm-051', name: 'Otieno Amina Wanjiru', country: 'KE' },
      ],
      signs: ['The same words make up the name, in the same country.'],
      settled: true,
      answer: null,
    },
  ];
  const claim = (id: string, given: Pick<PersonClaim, 'learners' | 'says' | 'reason' | 'proposedBy' | 'own'>): PersonClaim => ({
    ...given,
    id,
    state: 'proposed',
    proposedAt: now - 31 * HOUR,
    decidedBy: null,
    decidedAt: null,
  });
  let claims: PersonClaim[] = [
    claim('p2', {
      learners: [
        { id: 'scm-007', name: 'Nguyễn Thị Mai', country: 'VN' },
        { id: 'scm-061', name: 'Mai Nguyen', country: 'VN' },
      ],
      says: 'one',
      reason: 'The same passport at both check-ins.',
      proposedBy: 'L. Kovács',
      own: false,
    }),
    {
      ...claim('p1', {
        learners: doubts[1]?.learners ?? [],
        says: 'two',
        reason: 'Other birthdays.',
        proposedBy: 'L. Kovács',
        own: false,
      }),
      state: 'approved',
      decidedBy: 'N. Okello',
      decidedAt: now - 30 * HOUR,
    },
  ];
  const scm = shipped.find(({ id }) => id === 'micromasters-scm');
  const pathway = scm?.pathways?.[0];
  if (!scm || !pathway) throw new Error('The preview needs the shipped programme micromasters-scm.');
  let own: OwnApplication = {
    name: 'Amina Wanjiru Otieno',
    title: scm.title,
    issuer: 'Example Institute',
    pathway,
    state: 'open',
    scores: [
      { exam: 'cfx-1', title: 'Part I', percent: 81.5, percentile: 92, sem: 4.2, people: 609, takenOn: '2026-05-19' },
      { exam: 'cfx-2', title: 'Part II', percent: 74, percentile: null, sem: null, people: 12, takenOn: '2026-05-19' },
    ],
    consentedAt: null,
    sentAt: null,
  };
  const application = (id: string, state: Application['state']): Application => ({
    id,
    learner: 'scm-001',
    name: 'Amina Wanjiru Otieno',
    programme: scm.id,
    title: scm.title,
    pathway: pathway.id,
    partner: pathway.partner,
    credential: 'cred_1',
    policyVersion: pathway.policy.version,
    state,
    openedAt: now - 90 * HOUR,
    openedBy: 'N. Okello',
    consentedAt: state === 'open' ? null : now - 80 * HOUR,
    withdrawnAt: state === 'withdrawn' ? now - 10 * HOUR : null,
    sentAt: state === 'sent' ? now - 20 * HOUR : null,
    sentBy: state === 'sent' ? 'R. Lindqvist' : null,
    recordHash: state === 'sent' ? 'a'.repeat(64) : null,
  });

  return {
    read(path: string): unknown {
      if (path === programmeRoutes.programmes.path) {
        return shipped.map(({ id, title, version }) => ({
          id,
          title,
          versions: [{ version, publishedAt: now - 999 * HOUR, publishedBy: 'R. Lindqvist', hash: 'b'.repeat(64) }],
          draft: drafts.get(id) ?? null,
        }));
      }
      if (path === programmeRoutes.shipped.path) return shipped;
      if (path === programmeRoutes.listed.path)
        return shipped.map(({ id, title, description, class: kind }) => ({ id, title, description, class: kind ?? null }));
      if (path === '/api/console/holds') return holds;
      if (path === '/api/console/doubts') return doubts;
      if (path === personRoutes.claims.path) return claims;
      if (path === '/api/console/applications')
        return (['consented', 'sent', 'withdrawn'] as const).map((state, i) => application(`app_${i}`, state));
      if (path === '/api/console/applications/openings')
        return [
          {
            credential: 'cred_2',
            name: 'Lucas Ferreira da Silva',
            title: scm.title,
            pathways: [{ id: pathway.id, partner: pathway.partner }],
          },
        ];
      const [, draft] = /^\/api\/console\/programmes\/([\w-]+)\/draft$/.exec(path) ?? [];
      if (draft) return drafts.get(draft) ?? null;
      const [, version] = /^\/api\/console\/programmes\/([\w-]+)\/versions\/[\w.-]+$/.exec(path) ?? [];
      const [, rules] = /^\/api\/public\/programmes\/([\w-]+)$/.exec(path) ?? [];
      const programme = shipped.find(({ id }) => id === (version ?? rules));
      if ((version || rules) && !programme) throw missing();
      if (version) return programme;
      if (rules && programme) {
        return {
          programme,
          issuer: 'Example Institute',
          related: [],
          publishedAt: now - 999 * HOUR,
          hash: 'b'.repeat(64),
          versions: [programme.version],
        };
      }
      return undefined;
    },
    write(path: string, body: unknown): unknown {
      if (path === '/api/public/application') return own;
      if (path === '/api/public/application/consent') own = { ...own, state: 'consented', consentedAt: now };
      if (path === '/api/public/application/withdraw') own = { ...own, state: 'withdrawn' };
      if (path.startsWith('/api/public/application/')) return own;
      if (path === '/api/console/facts') return { taken: 1, unchanged: 0 };
      if (path === '/api/console/holds') return holds;
      if (/^\/api\/console\/(holds\/\w+\/close|appeals\/\w+\/settle)$/.test(path)) {
        holds = holds.map((one) =>
          path.includes(`/${one.id}/`) ? { ...one, closedAt: now, closedBy: 'A. Mensah', outcome: 'Settled.' } : one,
        );
        return holds;
      }
      if (path === personRoutes.propose.path) {
        const { learners, says, reason } = personRoutes.propose.body.parse(body);
        const named = learners.map((id) => doubts[0]?.learners.find((one) => one.id === id) ?? { id, name: id, country: 'UA' });
        claims = [claim('p3', { learners: named, says, reason, proposedBy: 'A. Mensah', own: true }), ...claims];
        return claims;
      }
      const [, decided, act] = /^\/api\/console\/persons\/(\w+)\/(approve|decline)$/.exec(path) ?? [];
      if (decided) {
        const state = act === 'approve' ? 'approved' : 'declined';
        claims = claims.map((one) => (one.id === decided ? { ...one, state, decidedBy: 'A. Mensah', decidedAt: now } : one));
        return claims;
      }
      if (path === programmeRoutes.check.path) return check(programmeRoutes.check.body.parse(body).json);
      if (path === programmeRoutes.publish.path) return { id: 'micromasters-scm', version: '2027' };
      const [, draft] = /^\/api\/console\/programmes\/([\w-]+)\/draft$/.exec(path) ?? [];
      if (!draft) return undefined;
      const { json, revision } = programmeRoutes.saveDraft.body.parse(body);
      const saved = { id: draft, json, savedAt: now, savedBy: 'A. Mensah', revision: revision + 1 };
      drafts.set(draft, saved);
      return saved;
    },
  };
}

const hold = (
  id: string,
  learner: string,
  name: string,
  kind: HoldSummary['kind'],
  reason: string,
  openedAt: number,
): HoldSummary => ({
  id,
  learner,
  name,
  programme: null,
  kind,
  about: null,
  reason,
  openedAt,
  openedBy: 'L. Kovács',
  closedAt: null,
  closedBy: null,
  outcome: null,
});

function check(json: string): unknown {
  const read = Programme.safeParse(JSON.parse(json));
  if (!read.success) {
    return {
      faults: read.error.issues.map(({ path, message }) => ({ place: path.join('.'), message })),
      changes: null,
      against: null,
    };
  }
  const before = shipped.find(({ id }) => id === read.data.id);
  return { faults: [], changes: before ? changesBetween(before, read.data) : null, against: before?.version ?? null };
}
