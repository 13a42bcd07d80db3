/** What a partner university is sent: a Verifiable Credential with the score report. Pure. */
import type { ScoreLine } from '../../shared/contract/pathways.ts';
import { type Pathway, type Programme, policyOf } from '../programmes/index.ts';

export type RecordOf = {
  id: string;
  issuer: { did: string; name: string };
  publicUrl: string;
  at: number;
  holder: string;
  credential: string;
  programme: Programme;
  pathway: Pathway;
  scores: readonly ScoreLine[];
  consentedAt: number;
};

const iso = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;

/** Unsigned, in VC Data Model 2.0. Terms of our own are under the issuer's vocabulary. */
export function recordOf({
  id,
  issuer,
  publicUrl,
  at,
  holder,
  credential,
  programme,
  pathway,
  scores,
  consentedAt,
}: RecordOf): object {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', { '@vocab': `${publicUrl}/terms#` }],
    id: `${publicUrl}/applications/${id}`,
    type: ['VerifiableCredential', 'PathwayApplication'],
    issuer: { id: issuer.did, type: 'Organisation', name: issuer.name },
    validFrom: iso(at),
    credentialSubject: {
      id: `urn:uuid:${id}`,
      holderName: holder,
      credential: `${publicUrl}/credentials/${credential}`,
      programmeTitle: programme.title,
      policy: policyOf(programme),
      score: scores.map((line) => ({
        type: 'ExamScore',
        examTitle: line.title,
        percent: String(line.percent),
        ...(line.percentile === null ? {} : { percentile: String(line.percentile) }),
        ...(line.sem === null ? {} : { standardErrorOfMeasurement: String(line.sem) }),
        comparedWith: String(line.people),
        takenOn: line.takenOn,
      })),
      pathwayTo: pathway.leadsTo,
      partner: pathway.partner,
      creditIfAdmitted: `${pathway.credit.value} ${pathway.credit.unit}`,
      pathwayPolicyVersion: pathway.policy.version,
      consentedAt: iso(consentedAt),
      promise: 'This record promises no admission and no degree.',
    },
  };
}

/** The figures beside a score, in words. */
export const beside = ({ percentile, sem }: ScoreLine): string =>
  [percentile === null ? null : `percentile ${percentile}`, sem === null ? null : `SEM ${sem}`].filter(Boolean).join(', ');

/**
 * A score as a partner's learning platform takes it (LTI Assignment and Grade Services 2.0, section 3.4.4). `userId` is the
 * application's id, which the signed record carries: the platform knows the person, we do not know its account.
 */
export const scoreOf = (application: string, line: ScoreLine): object => ({
  userId: application,
  scoreGiven: line.percent,
  scoreMaximum: 100,
  comment: [line.title, beside(line)].filter(Boolean).join('; '),
  timestamp: `${line.takenOn}T00:00:00Z`,
  activityProgress: 'Completed',
  gradingProgress: 'FullyGraded',
});

const cell = (value: string): string => {
  // A spreadsheet would run what begins like a formula.
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
/** Rows of cells as CSV with a heading. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
