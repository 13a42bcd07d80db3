/** What stands behind the wall: sittings, incidents, results, decisions, credentials, learners, audit. Invented. */

import type {
  AuditRow,
  DecisionSummary,
  IncidentPage,
  IncidentSummary,
  LearnerRow,
  ResultPage,
  RuleReport,
  SittingPage,
  TimelineEntry,
  WallTile,
} from '../../../shared/contract/console.ts';
import type { ExamRow, ExportNotes } from '../../../shared/contract/content.ts';
import type { BatchPage, Cohort, CredentialPage, CredentialSummary, IssuerPage } from '../../../shared/contract/credentials.ts';
import type { PublicCredential } from '../../../shared/contract/public.ts';
import type { Recomputed, ResultVersion } from '../../../shared/contract/results.ts';
import { dismissalTakesTwo } from '../../../shared/policy/policy.ts';
import { picture } from './people.ts';

const MINUTE = 60_000;
const exam = 'Comprehensive Examination';
const programme = 'MicroMasters in Data, Economics and Policy';
const order = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`q${at + 1}`, at + 1]));

/** A record of 50 minutes up to `now`: questions, answers, signals, acts, and one stretch without a network. */
export function timelineOf(now: number): TimelineEntry[] {
  const start = now - 50 * MINUTE;
  const entries: Omit<TimelineEntry, 'seq'>[] = [];
  const own = (at: number, kind: string, body: unknown) => {
    const offline = at > start + 30 * MINUTE && at < start + 34 * MINUTE;
    entries.push({ lane: 'candidate', kind, wall: at, storedAt: offline ? start + 34 * MINUTE : at + 300, body });
  };
  const act = (at: number, kind: string, body: unknown) => entries.push({ lane: 'server', kind, wall: at, storedAt: at, body });
  act(start - 9 * MINUTE, 'opened', { publicKey: 'k', exam: 'ex', registration: 'reg' });
  own(start - 8 * MINUTE, 'client-started', { app: '0.1.0', os: 'Windows 11', standIn: false });
  own(start - 6 * MINUTE, 'consented', { textVersion: '1', locale: 'en' });
  own(start - 2 * MINUTE, 'check-in-finished', {});
  act(start - MINUTE, 'released', { by: 'A. Mensah' });
  own(start, 'exam-started', { form: '0'.repeat(64) });
  for (let at = 0; at < 24; at++) {
    own(start + at * 2 * MINUTE + 5000, 'question-shown', { item: `q${at + 1}` });
    if (at % 5 !== 3) own(start + at * 2 * MINUTE + 80_000, 'answered', { item: `q${at + 1}`, responses: { RESPONSE: ['a'] } });
  }
  const signal = (at: number, seconds: number, kind: string) =>
    own(at + seconds * 1000, 'signal', { signal: kind, detector: 'faces-1', from: at, to: at + seconds * 1000, confidence: 0.9 });
  signal(start + 11 * MINUTE, 9, 'looking-away');
  signal(now - 4 * MINUTE, 47, 'several-faces');
  signal(now - 4 * MINUTE + 12_000, 30, 'speech');
  act(start + 20 * MINUTE, 'messaged', { by: 'A. Mensah', text: 'Please move the lamp a little.' });
  act(start + 35 * MINUTE, 'time-restored', { boot: 'b2', gapMs: 40_000, restoredMs: 40_000 });
  own(now - 3 * MINUTE, 'help-asked', { text: 'My brother came in for the key. He left.' });
  return entries.toSorted((a, b) => a.wall - b.wall).map((entry, at) => ({ ...entry, seq: at + 1 }));
}

export function incidentsOf(tiles: readonly WallTile[], now: number): IncidentSummary[] {
  const rows: [number, IncidentSummary['cause'], IncidentSummary['state'], number, boolean, number, string | null][] = [
    [5, 'several-faces', 'open', 0.9, true, 47, null],
    [13, 'phone', 'open', 0.8, true, 58, null],
    [9, 'speech', 'second-review', 0.6, true, 33, null],
    [2, 'looking-away', 'open', 0.3, true, 64, null],
    [0, 'proctor-note', 'open', 0.7, true, 0, 'Someone knocked and spoke through the door.'],
    [3, 'focus-lost', 'second-review', 0.5, false, 12, null],
    [6, 'no-face', 'dismissed', 0.2, false, 240, null],
    [12, 'phone', 'upheld', 0.9, false, 75, null],
  ];
  return rows.map(([at, cause, state, priority, mine, seconds, note], place) => {
    const from = now - 4 * MINUTE - place * 7 * MINUTE;
    const tile = tiles[at];
    return {
      id: `inc_${place + 1}`,
      sitting: tile?.sitting ?? 'sit_01',
      name: tile?.name ?? '',
      cause,
      from,
      to: from + seconds * 1000,
      signals: cause === 'proctor-note' ? 0 : 1 + (place % 3),
      priority,
      state,
      note,
      mine,
      twoDismiss: dismissalTakesTwo(cause, {}),
    };
  });
}

export function incidentPageOf(incident: IncidentSummary, now: number): IncidentPage {
  const seed = Number(incident.sitting.slice(4)) - 1;
  const still = (second: number, scene: 'alone' | 'two' | 'phone' | 'away') =>
    ({ hash: picture(seed, scene), purpose: 'still', takenAt: incident.from + second * 1000 }) as const;
  const scene = incident.cause === 'phone' ? 'phone' : incident.cause === 'looking-away' ? 'away' : 'two';
  const decided = incident.state === 'dismissed' || incident.state === 'upheld';
  const reason = 'A phone lies beside the keyboard from 15:31; it is picked up once and put away.';
  return {
    incident,
    detector: { upheld: 38, decided: 100 },
    accommodations: ['extra-time'],
    earlier: 0,
    words: [{ wall: now - 3 * MINUTE, text: 'My brother came in for the key. He left.' }],
    pictures: [
      still(-20, 'alone'),
      still(4, scene),
      still(75, 'away'),
      { hash: picture(seed, 'document'), purpose: 'document', takenAt: now - 58 * MINUTE },
    ],
    clips: [-8, -4, 1].map((second, at) => ({
      hash: `${at}`.repeat(64),
      signal: incident.cause === 'proctor-note' ? 'speech' : incident.cause,
      from: incident.from + second * 1000,
      to: incident.from + (second + 5) * 1000,
      state: at < 2 ? 'here' : 'waiting',
    })),
    destroyedAt: decided ? now + 90 * 24 * 60 * MINUTE : null,
    timeline: timelineOf(now),
    order,
    findings: decided
      ? ['L. Kowalski', 'R. Banda'].map((by, at) => ({
          by,
          verdict: incident.state === 'upheld' ? 'upheld' : 'no-concern',
          evidence: ['as-reported'],
          reason,
          at: now - (at + 1) * 60 * MINUTE,
          onAppeal: false,
        }))
      : [],
  };
}

export function sittingOf(tile: WallTile, incidents: readonly IncidentSummary[], now: number): SittingPage {
  const seed = tile.place - 1;
  const fresh = tile.stage === 'check-in' || tile.stage === 'waiting';
  const over = tile.stage === 'submitted' || tile.stage === 'terminated';
  return {
    tile,
    checkIn: {
      steps: ['portrait', 'document', 'room', 'liveness'],
      document: {
        source: 'TD3',
        name: tile.doubts.includes('name-unsure') ? 'unsure' : 'same',
        face: 'match',
        expired: tile.doubts.includes('document-expired'),
        digits: '02C3',
        detector: 'zone@1 identity@1',
      },
      liveness: 'passed',
      roomPictures: tile.doubts.includes('room-declined') ? null : 4,
      calibrated: true,
      declined: tile.doubts.includes('room-declined')
        ? [{ step: 'room', reason: 'disability', words: 'I cannot turn the laptop by myself.' }]
        : [],
    },
    exam,
    window: '22 November 2026, 12:00–18:00 UTC',
    learner: `lrn_${tile.place}`,
    accommodations: tile.place === 6 ? ['extra-time'] : [],
    allowedMs: 150 * MINUTE,
    extendedMs: 10 * MINUTE,
    restoredMs: 40_000,
    usedMs: fresh ? 0 : 50 * MINUTE,
    startedAt: fresh ? null : now - 50 * MINUTE,
    endedAt: over ? now - MINUTE : null,
    submitCause: over ? 'candidate' : null,
    tier: 'enforced',
    returned: null,
    intact: true,
    entries: 214,
    receiptAt: now - 2000,
    order,
    timeline: fresh ? [] : timelineOf(now),
    incidents: incidents.filter((incident) => incident.sitting === tile.sitting),
    pictures: [
      { hash: picture(seed, 'alone'), purpose: 'portrait', takenAt: now - 60 * MINUTE },
      { hash: picture(seed, 'document'), purpose: 'document', takenAt: now - 59 * MINUTE },
      ...(tile.still ? [{ hash: tile.still, purpose: 'still', takenAt: now - 5000 } as const] : []),
    ],
  };
}

/** What stands in for a candidate's drawing. */
export const drawnAnswer =
  '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="300"><path d="M40 260V30M40 260H460" stroke="#333" fill="none"/><path d="M60 60Q200 330 440 70" stroke="#a33" stroke-width="4" fill="none"/></svg>';

const digestOf = (what: string, number: number): string =>
  Array.from({ length: 64 }, (_, at) => ((number * 31 + at * 7 + what.length * at * at) % 16).toString(16)).join('');

export const versionsOf = (now: number): ResultVersion[] => [
  {
    keys: 2,
    score: 17,
    max: 24,
    state: 'final',
    engine: 'invigil-qti-3',
    replacedAt: null,
    made: {
      proposal: 'prp_1',
      reason: 'B is right as well: both tables are in second normal form.',
      proposedBy: 'A. Mensah',
      approvedBy: 'R. Haddad',
    },
    changes: [{ item: 'q4', title: 'Question 4', before: { score: 0, max: 2 }, after: { score: 2, max: 2 } }],
  },
  {
    keys: 1,
    score: 15,
    max: 24,
    state: 'final',
    engine: 'invigil-qti-3',
    replacedAt: now - 40 * MINUTE,
    made: null,
    changes: [],
  },
];
export const examsOf = (now: number): ExamRow[] => [
  {
    id: 'exam-2c9e41',
    title: 'Supply Chain Management, comprehensive examination',
    assessment: 'scm',
    version: 2,
    items: 38,
    publishedAt: now - 3 * 86_400_000,
    publishedBy: 'A. Mensah',
  },
  {
    id: 'exam-77ab03',
    title: 'Supply Chain Management, comprehensive examination',
    assessment: 'scm',
    version: 1,
    items: 38,
    publishedAt: now - 30 * 86_400_000,
    publishedBy: 'A. Mensah',
  },
];
export const exportNotes: ExportNotes = {
  replaced: 6,
  notes: [
    {
      file: 'items/tracking-signal.xml',
      line: 31,
      message: 'A named rule of partial credit is exported as all or nothing, which is what plain QTI can say.',
    },
    {
      file: 'items/forecast-mad.xml',
      line: 18,
      message:
        '<qti-custom-operator class="invigil:number"> cannot be said in plain QTI and stays. Systems that do not know it leave its result NULL.',
    },
  ],
};
export const recomputed: Recomputed = {
  versions: [
    { keys: 2, engine: 'invigil-qti-3', same: true, why: null },
    { keys: 1, engine: 'invigil-qti-3', same: true, why: null },
  ],
  items: Array.from({ length: 12 }, (_, at) => ({
    item: `q${at + 1}`,
    outcome: at === 11 ? ('by-people' as const) : ('same' as const),
    why: null,
  })),
};

const sections = ['Foundations', 'Data and inference', 'Policy cases'];
export function resultsOf(tiles: readonly WallTile[], now: number): ResultPage[] {
  return tiles.slice(0, 8).map((tile, at) => {
    const items = Array.from({ length: 12 }, (_, item) => {
      const score = (item * 7 + at * 3) % 5 === 0 ? 0 : (item + at) % 4 === 1 ? 1 : 2;
      return {
        item: `q${item + 1}`,
        title: `Question ${item + 1}`,
        section: sections[item % 3] ?? '',
        score,
        max: 2,
        trace: [
          `RESPONSE: choice ${'ABCD'[item % 4]} selected.`,
          `RESPONSE: "${'ABCD'[item % 4]}" gives ${score}.`,
          `RESPONSE: the map gives ${score} of 2.`,
          'Line 9: RESPONSE is blank? No.',
          'Line 9: otherwise.',
          `SCORE is set to ${score}.`,
          `Score ${score} of 2.`,
        ],
        basis: {
          hash: digestOf('item', item),
          engine: 'invigil-qti-3',
          seed: digestOf('seed', item + at),
          responses: { RESPONSE: ['ABCD'[item % 4] ?? ''] },
          templates: item % 6 === 2 ? { MASS: ['12.5'] } : {},
        },
      };
    });
    const score = items.reduce((sum, item) => sum + item.score, 0);
    return {
      engine: 'grading 1',
      items,
      comments: at === 0 ? { q2: 'The table has two rows for the same district. I took the first.' } : {},
      result: {
        id: `res_${at + 1}`,
        sitting: tile.sitting,
        learner: `lrn_${tile.place}`,
        name: tile.name,
        exam,
        score,
        max: 24,
        percent: Math.round((score / 24) * 1000) / 10,
        passed: score >= 14,
        state: at === 5 ? 'provisional' : at === 6 ? 'invalidated' : 'final',
        openIncidents: at === 5 ? 1 : 0,
        openMarks: at === 7 ? 1 : 0,
        gradedAt: now - at * 9 * MINUTE,
      },
    };
  });
}

const rule = (status: RuleReport['status'], name: string, reason: string, children: RuleReport[] = []): RuleReport => ({
  rule: name,
  status,
  reason,
  children,
});
const report = (status: RuleReport['status'], last: string): RuleReport =>
  rule(status, 'All of', status === 'met' ? 'Every part is met.' : last, [
    rule('met', 'Any 3 of 5 courses', '4 verified course results are there.', [
      rule('met', 'Microeconomics', '82 % on 3 May 2026'),
      rule('met', 'Probability', '91 % on 20 June 2026'),
    ]),
    rule(status, 'Comprehensive exam at 60 % or more', last),
  ]);

export function decisionsOf(tiles: readonly WallTile[], now: number): DecisionSummary[] {
  const rows = [
    ['granted', 'met', '79 % in the sitting of 22 November 2026, final.'],
    ['on-hold', 'held', '71 %, but one incident of the sitting is still open.'],
    ['refused', 'unmet', '48 %, final.'],
    ['on-hold', 'held', 'The result was provisional.'],
  ] as const;
  return rows.map(([outcome, status, reason], at) => ({
    id: `dec_${at + 1}`,
    learner: `lrn_${at + 1}`,
    name: tiles[at === 3 ? 0 : at]?.name ?? '',
    programme,
    policy: '2026-1',
    outcome,
    decidedAt: now - at * 30 * MINUTE,
    report: report(status, reason),
    credential: outcome === 'granted' ? 'cred_1' : null,
    superseded: at === 3,
  }));
}

const DAY = 86_400_000;
const states = ['valid', 'valid', 'revoked', 'suspended', 'superseded', 'key-revoked'] as const;
const why = {
  revoked: 'Issued to the wrong person of the same name.',
  suspended: 'The identity is being checked again.',
  superseded: 'Name corrected: marriage.',
} as const;

export function credentialsOf(tiles: readonly WallTile[], now: number): CredentialSummary[] {
  return states.flatMap((state, at) => {
    const tile = tiles[at];
    if (!tile) return [];
    const reason = state === 'valid' || state === 'key-revoked' ? null : why[state];
    return {
      id: `cred_${at + 1}`,
      learner: `lrn_${tile.place}`,
      name: tile.name,
      programme,
      issuedAt: now - (at + 1) * DAY,
      state,
      changedAt: reason === null ? null : now - 3600_000,
      reason,
      statusIndex: 131_072 + at,
    };
  });
}

export function credentialPageOf(credential: CredentialSummary, now: number): CredentialPage {
  const { state, reason, issuedAt } = credential;
  const changed =
    state === 'valid' || state === 'key-revoked' ? [] : [{ at: now - 3600_000, by: 'R. Lindqvist', event: state, reason }];
  return {
    credential,
    history: [
      { at: issuedAt, by: 'server', event: 'issued', reason: null },
      ...(state === 'valid'
        ? ([
            { at: issuedAt + 3600_000, by: 'R. Lindqvist', event: 'suspended', reason: 'The identity was checked again.' },
            { at: issuedAt + 7200_000, by: 'R. Lindqvist', event: 'reinstated', reason: 'It is the same person.' },
          ] as const)
        : []),
      ...changed,
    ],
    successor: state === 'superseded' ? 'cred_1' : null,
    predecessors: credential.id === 'cred_1' ? ['cred_5'] : [],
    issuer: 'did:web:exams.example.org',
    key: 2,
    jwt: true,
    roll: { listed: credential.id === 'cred_1', at: now - DAY, by: 'R. Lindqvist', reason: 'E-mail of 3 June.' },
    notices: [
      {
        at: issuedAt,
        subject: 'Your credential was issued',
        text: `To ${credential.name}\n\nYour credential was issued: ${programme}.\nAnyone can check it at the address below.\n\nhttps://exams.example.org/c/${credential.id}`,
        sentAt: issuedAt + 10_000,
      },
      ...(reason
        ? [{ at: now - 3600_000, subject: `Your credential was ${state}`, text: `Reason: ${reason}`, sentAt: null }]
        : []),
    ],
  };
}

export const publicOf = (credential: CredentialSummary): PublicCredential => ({
  id: credential.id,
  name: credential.name,
  programme: credential.programme,
  issuer: 'Open University of Examples',
  issuedAt: credential.issuedAt,
  state: credential.state,
  changedAt: credential.changedAt,
  successor: credential.state === 'superseded' ? 'cred_1' : null,
  did: 'did:web:exams.example.org',
  documentUrl: 'https://exams.example.org/.well-known/did.json',
  jwt: true,
  criteria: 'Three of five courses with a verified result, and a proctored comprehensive exam passed at 60 % or more.',
  badge: { type: ['VerifiableCredential', 'OpenBadgeCredential'] },
});

export const issuerOf = (now: number): IssuerPage => ({
  did: 'did:web:exams.example.org',
  name: 'Open University of Examples',
  documentUrl: 'https://exams.example.org/.well-known/did.json',
  keys: (['active', 'retired', 'revoked'] as const).map((state, at) => ({
    number: 3 - at,
    state,
    multibase: 'z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2',
    since: now - (at + 1) * 200 * DAY,
    changedAt: now - (at + 1) * 100 * DAY,
    by: 'R. Lindqvist',
    reason: state === 'revoked' ? 'A backup was lost.' : 'Yearly.',
    badges: [12, 609, 3][at] ?? 0,
  })),
});

export function batchesOf(tiles: readonly WallTile[], now: number): BatchPage[] {
  const rows = tiles.slice(0, 6).map((tile, at) => ({
    row: at + 2,
    learner: `lrn_${tile.place}`,
    name: tile.name,
    outcome: (['ready', 'ready', 'check', 'problem', 'problem', 'ready'] as const)[at] ?? 'ready',
    reasons:
      [
        [],
        [],
        ['"Иван Петров" is in another alphabet than on record ("Ivan Petrov").'],
        ['SC3x: 48 % earned, 60 % needed'],
        ['The learner stands in row 2 already.'],
        [],
      ][at] ?? [],
    credential: null,
  }));
  const batch = (id: string, more: Partial<BatchPage['batch']>): BatchPage => ({
    batch: {
      id,
      programme: 'dedp',
      title: programme,
      state: 'proposed',
      proposedBy: 'R. Lindqvist',
      proposedAt: now - 3 * 3600_000,
      decidedBy: null,
      decidedAt: null,
      reason: null,
      ready: 3,
      check: 1,
      problems: 2,
      own: false,
      ...more,
    },
    rows:
      more.state === 'approved' ? rows.map((row) => ({ ...row, credential: row.outcome === 'ready' ? 'cred_1' : null })) : rows,
  });
  return [
    batch('batch_1', {}),
    batch('batch_2', { own: true, proposedBy: 'A. Mensah', check: 0, problems: 0 }),
    batch('batch_3', { state: 'approved', decidedBy: 'A. Mensah', decidedAt: now - DAY }),
    batch('batch_4', { state: 'declined', decidedBy: 'A. Mensah', decidedAt: now - DAY, reason: 'The wrong list.' }),
  ];
}

export const cohort: Cohort = {
  issuer: 'Open University of Examples',
  least: 5,
  total: 609,
  countries: 82,
  byCountry: [
    ...(
      [
        ['IN', 121],
        ['KE', 88],
        ['BR', 74],
        ['EG', 61],
        ['US', 57],
        ['PH', 40],
        ['DE', 22],
        ['GR', 9],
      ] as const
    ).map(([country, count]) => ({ country, count })),
    { country: null, count: 137 },
  ],
  byProgramme: [
    { programme: 'MicroMasters in Supply Chain Management', count: 402 },
    { programme, count: 173 },
    { programme: null, count: 51 },
  ],
  names: [
    { name: 'Adaeze Okafor', programme, credential: 'cred_1' },
    { name: 'أمينة محمد', programme, credential: 'cred_2' },
    { name: 'Γιώργος Παπαδόπουλος', programme, credential: 'cred_4' },
  ],
};

export const learnersOf = (tiles: readonly WallTile[]): LearnerRow[] =>
  tiles.slice(0, 9).map((tile, at) => ({
    id: `lrn_${tile.place}`,
    name: tile.name,
    country: tile.country,
    eligible: at % 4 !== 3,
    reasons: at % 4 === 3 ? ['2 of 3 courses have a verified result.'] : ['3 of 5 courses have a verified result.'],
    report: report(at % 4 === 3 ? 'unmet' : 'met', 'Not taken yet.'),
    registration: at % 4 === 3 ? null : 'November window',
    stage: at % 4 === 3 ? null : tile.stage,
  }));

export const auditOf = (now: number): AuditRow[] =>
  ['signed in', 'released', 'extended', 'recorded a finding', 'revoked'].flatMap((act, at) => [
    {
      at: now - at * 8 * MINUTE,
      by: 'A. Mensah',
      act,
      subject: `sit_${at + 1}`,
      detail: at === 2 ? '10 minutes, technical: the network failed.' : '',
    },
    { at: now - at * 8 * MINUTE - MINUTE, by: 'L. Kowalski', act: 'read', subject: `inc_${at + 1}`, detail: '' },
  ]);
