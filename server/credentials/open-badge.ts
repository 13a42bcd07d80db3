/**
 * The structure of the Open Badges that we issue. It gives the builder its type, and is narrower than the standard's
 * schema in every place; that one is checked besides (`open-badge-check.ts`).
 */
import * as z from 'zod';
import { CREDENTIALS, OPEN_BADGES, OPEN_BADGES_EXTENSIONS } from './contexts.ts';
import { STATUS_SIZE } from './status-list.ts';

const Uri = z.string().regex(/^[a-z][a-z0-9+.-]*:\S+$/i, 'must be a URI');
const DateTimeZ = z.iso.datetime({ offset: true });
const Words = z.string().min(1);

const IdentityObject = z.strictObject({
  type: z.literal('IdentityObject'),
  identityType: z.enum(['name', 'emailAddress', 'identifier']),
  hashed: z.literal(false),
  identityHash: Words,
});

const ResultDescription = z.strictObject({
  id: Uri,
  type: z.tuple([z.literal('ResultDescription')]),
  name: Words,
  resultType: z.enum(['Percent', 'Status']),
  valueMin: z.string().optional(),
  valueMax: z.string().optional(),
  requiredValue: z.string().optional(),
});

const Result = z.strictObject({
  type: z.tuple([z.literal('Result')]),
  resultDescription: Uri,
  value: z.string().optional(),
  status: z.enum(['Completed', 'Enrolled', 'Failed', 'InProgress', 'OnHold', 'Provisional', 'Withdrew']).optional(),
});

const Achievement = z.strictObject({
  id: Uri,
  type: z.tuple([z.literal('Achievement')]),
  achievementType: z.literal('MicroCredential'),
  name: Words,
  description: Words,
  version: Words,
  criteria: z.strictObject({ narrative: Words }),
  resultDescription: z.array(ResultDescription).min(1),
});

/** One entry of a list with two bits for each; the messages are those of the list. */
const CredentialStatus = z.strictObject({
  id: Uri,
  type: z.literal('BitstringStatusListEntry'),
  statusPurpose: z.literal('message'),
  statusListIndex: z.string().regex(/^\d+$/),
  statusListCredential: Uri,
  statusSize: z.literal(STATUS_SIZE),
  statusMessage: z.array(z.strictObject({ status: z.string(), message: z.string() })).length(2 ** STATUS_SIZE),
});

export const UnsignedBadge = z
  .strictObject({
    '@context': z.tuple([z.literal(CREDENTIALS), z.literal(OPEN_BADGES), z.literal(OPEN_BADGES_EXTENSIONS)]),
    id: Uri,
    type: z.tuple([z.literal('VerifiableCredential'), z.literal('OpenBadgeCredential')]),
    name: Words,
    issuer: z.strictObject({ id: Uri, type: z.tuple([z.literal('Profile')]), name: Words, url: z.url() }),
    validFrom: DateTimeZ,
    awardedDate: DateTimeZ,
    credentialSubject: z.strictObject({
      type: z.tuple([z.literal('AchievementSubject')]),
      /** Of this credential alone, so that nobody can be followed from one to another. The JWT form needs it for `sub`. */
      id: Uri,
      identifier: z.array(IdentityObject).min(1),
      result: z.array(Result),
      achievement: Achievement,
    }),
    evidence: z.array(z.strictObject({ type: z.tuple([z.literal('Evidence')]), name: Words, narrative: Words })).min(1),
    credentialSchema: z.array(z.strictObject({ id: z.url(), type: z.literal('1EdTechJsonSchemaValidator2019') })),
    /** One object: the schema takes no list here. */
    credentialStatus: CredentialStatus,
  })
  .superRefine(({ credentialSubject: { achievement, result } }, context) => {
    const described = new Set(achievement.resultDescription.map(({ id }) => id));
    for (const [i, { resultDescription }] of result.entries()) {
      if (described.has(resultDescription)) continue;
      const path = ['credentialSubject', 'result', i, 'resultDescription'];
      context.addIssue({ code: 'custom', path, message: 'names no result description of the achievement' });
    }
  });
export type UnsignedBadge = z.infer<typeof UnsignedBadge>;
