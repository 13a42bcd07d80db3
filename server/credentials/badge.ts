/** Writes what a granted decision says as an Open Badge. Pure. */

import { ProblemError } from '../platform/problem-error.ts';
import { type ExamResult, examsOf, inPercent, type Programme, policyOf } from '../programmes/index.ts';
import { CREDENTIALS, OPEN_BADGES, OPEN_BADGES_EXTENSIONS } from './contexts.ts';
import { isoSeconds } from './issuer.ts';
import { faultOfName } from './names.ts';
import { UnsignedBadge } from './open-badge.ts';
import { faultsOfOpenBadge } from './open-badge-check.ts';
import { type ListEntry, STATUS_SIZE, statusMessages } from './status-list.ts';

/** What a credential asserts, and of whom. */
export type Content = {
  holder: string;
  programme: Programme;
  /** Final results of the programme's exams. */
  exams: readonly Pick<ExamResult, 'exam' | 'score'>[];
};
/** The same with where it comes from. */
export type Claims = Content & {
  /** The decision that granted it, and the hashes under which that can be replayed. */
  decision: { id: string; policyHash: string; evidenceHash: string };
};

export type Frame = {
  id: string;
  /** A URI for the holder in this credential, and in no other. */
  subject: string;
  publicUrl: string;
  issuer: { did: string; name: string };
  at: number;
  status: ListEntry;
};

const SCHEMA = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json';

/**
 * @throws ProblemError `bad-input` on a name that nothing may be signed with
 * @throws Error when the badge would not be an Open Badge; nothing must be signed then
 */
export function badgeOf({ holder, programme, exams, decision }: Claims, frame: Frame): UnsignedBadge {
  const wrong = faultOfName(holder);
  if (wrong) throw new ProblemError('bad-input', `The holder's name ${wrong}. Nothing was signed.`, { place: 'name' });
  const achievement = `${frame.publicUrl}/programmes/${programme.id}/${programme.version}`;
  const described = examsOf(programme.requirement);
  const badge = UnsignedBadge.parse({
    '@context': [CREDENTIALS, OPEN_BADGES, OPEN_BADGES_EXTENSIONS],
    id: `${frame.publicUrl}/credentials/${frame.id}`,
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    name: programme.title,
    issuer: { id: frame.issuer.did, type: ['Profile'], name: frame.issuer.name, url: frame.publicUrl },
    validFrom: isoSeconds(frame.at),
    awardedDate: isoSeconds(frame.at),
    credentialSubject: {
      id: frame.subject,
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', identityType: 'name', hashed: false, identityHash: holder }],
      result: [
        ...exams.map(({ exam, score }) => ({
          type: ['Result'],
          resultDescription: `${achievement}#${exam}`,
          value: inPercent(score),
        })),
        { type: ['Result'], resultDescription: `${achievement}#programme`, status: 'Completed' },
      ],
      achievement: {
        id: achievement,
        type: ['Achievement'],
        achievementType: 'MicroCredential',
        name: programme.title,
        description: programme.description,
        version: programme.version,
        criteria: { narrative: programme.criteria },
        resultDescription: [
          ...described.map(({ exam, title, rule }) => ({
            id: `${achievement}#${exam}`,
            type: ['ResultDescription'],
            name: title,
            resultType: 'Percent',
            valueMin: '0',
            valueMax: '100',
            // A part of an exam need not pass by itself.
            ...(rule.kind === 'exam' ? { requiredValue: inPercent(rule.passMarkShare) } : {}),
          })),
          { id: `${achievement}#programme`, type: ['ResultDescription'], name: programme.title, resultType: 'Status' },
        ],
      },
    },
    evidence: [
      {
        type: ['Evidence'],
        name: 'Decision',
        narrative: `Granted by decision ${decision.id} under ${policyOf(programme)} (SHA-256 ${decision.policyHash}) on evidence with SHA-256 ${decision.evidenceHash}; no incident, identity check or provisional result was open.`,
      },
    ],
    credentialSchema: [{ id: SCHEMA, type: '1EdTechJsonSchemaValidator2019' }],
    credentialStatus: {
      id: `${frame.status.listUrl}#${frame.status.index}`,
      type: 'BitstringStatusListEntry',
      statusPurpose: 'message',
      statusListIndex: String(frame.status.index),
      statusListCredential: frame.status.listUrl,
      statusSize: STATUS_SIZE,
      statusMessage: statusMessages,
    },
  });
  const faults = faultsOfOpenBadge(badge);
  if (faults.length > 0) throw new Error(`This is no Open Badge: ${faults.join('; ')}`);
  return badge;
}
