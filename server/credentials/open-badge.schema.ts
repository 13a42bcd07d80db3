/**
 * A JSON Schema (2019-09) of the Open Badges 3.0 `AchievementCredential` as far as we use it, written from the tables of
 * the specification (8 "Open Badges Data Model", appendix B). 1EdTech's own schema comes under a licence that does not
 * let us pass it on; `INVIGIL_TEST_OB_SCHEMA` lets the tests check our badges against a copy of it.
 */
const uri = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9+.-]*:\\S+$' };
const moment = { type: 'string', format: 'date-time', pattern: '(Z|[+-]\\d{2}:\\d{2})$' };
const words = { type: 'string', minLength: 1 };
const typesWith = (...names: string[]) => ({
  type: 'array',
  items: { type: 'string' },
  allOf: names.map((name) => ({ contains: { const: name } })),
});
const object = (required: string[], properties: object) => ({ type: 'object', required, properties });

const achievementTypes = [
  'Achievement',
  'ApprenticeshipCertificate',
  'Assessment',
  'Assignment',
  'AssociateDegree',
  'Award',
  'Badge',
  'BachelorDegree',
  'Certificate',
  'CertificateOfCompletion',
  'Certification',
  'CommunityService',
  'Competency',
  'Course',
  'CoCurricular',
  'Degree',
  'Diploma',
  'DoctoralDegree',
  'Fieldwork',
  'GeneralEducationDevelopment',
  'JourneymanCertificate',
  'LearningProgram',
  'License',
  'Membership',
  'ProfessionalDoctorate',
  'QualityAssuranceCredential',
  'MasterCertificate',
  'MasterDegree',
  'MicroCredential',
  'ResearchDoctorate',
  'SecondarySchoolDiploma',
];
const resultTypes = [
  'GradePointAverage',
  'LetterGrade',
  'Percent',
  'PerformanceLevel',
  'PredictedScore',
  'RawScore',
  'Result',
  'RubricCriterion',
  'RubricCriterionLevel',
  'RubricScore',
  'ScaledScore',
  'Status',
];
const identityTypes = [
  'name',
  'sourcedId',
  'systemId',
  'productId',
  'userName',
  'accountId',
  'emailAddress',
  'nationalIdentityNumber',
  'isbn',
  'issn',
  'lisSourcedId',
  'oneRosterSourcedId',
  'sisSourcedId',
  'ltiContextId',
  'ltiDeploymentId',
  'ltiToolId',
  'ltiPlatformId',
  'ltiUserId',
  'identifier',
];
const extensible = (known: string[]) => ({ anyOf: [{ enum: known }, { type: 'string', pattern: '^ext:[A-Za-z0-9._-]+$' }] });

const profile = object(['id', 'type'], { id: uri, type: typesWith('Profile'), name: words, url: uri });
const identityObject = {
  ...object(['type', 'hashed', 'identityHash', 'identityType'], {
    type: { const: 'IdentityObject' },
    hashed: { type: 'boolean' },
    identityHash: words,
    identityType: extensible(identityTypes),
    salt: { type: 'string' },
  }),
  additionalProperties: false,
};
const resultDescription = object(['id', 'type', 'name', 'resultType'], {
  id: uri,
  type: typesWith('ResultDescription'),
  name: words,
  resultType: extensible(resultTypes),
  requiredValue: { type: 'string' },
  valueMin: { type: 'string' },
  valueMax: { type: 'string' },
});
const result = object(['type'], {
  type: typesWith('Result'),
  resultDescription: uri,
  value: { type: 'string' },
  status: { enum: ['Completed', 'Enrolled', 'Failed', 'InProgress', 'OnHold', 'Provisional', 'Withdrew'] },
});
const achievement = object(['id', 'type', 'name', 'description', 'criteria'], {
  id: uri,
  type: typesWith('Achievement'),
  achievementType: extensible(achievementTypes),
  name: words,
  description: words,
  criteria: { ...object([], { id: uri, narrative: words }), anyOf: [{ required: ['id'] }, { required: ['narrative'] }] },
  version: { type: 'string' },
  resultDescription: { type: 'array', items: resultDescription },
});
const credentialStatus = object(['id', 'type', 'statusPurpose', 'statusListIndex', 'statusListCredential'], {
  id: uri,
  type: { const: 'BitstringStatusListEntry' },
  statusPurpose: { enum: ['message', 'revocation', 'suspension'] },
  statusListIndex: { type: 'string', pattern: '^\\d+$' },
  statusListCredential: uri,
  statusSize: { type: 'integer', minimum: 1 },
  statusMessage: {
    type: 'array',
    items: object(['status', 'message'], { status: { type: 'string', pattern: '^0x[0-9a-f]+$' }, message: words }),
  },
});
const proof = object(['type'], {
  type: words,
  created: moment,
  cryptosuite: words,
  proofPurpose: { const: 'assertionMethod' },
  proofValue: words,
  verificationMethod: uri,
});

export const openBadgeSchema = {
  $schema: 'https://json-schema.org/draft/2019-09/schema',
  ...object(['@context', 'id', 'type', 'credentialSubject', 'issuer', 'validFrom'], {
    '@context': {
      type: 'array',
      minItems: 2,
      items: [
        { const: 'https://www.w3.org/ns/credentials/v2' },
        { type: 'string', pattern: '^https://purl\\.imsglobal\\.org/spec/ob/v3p0/context(-3\\.\\d\\.\\d)?\\.json$' },
      ],
      additionalItems: { type: 'string' },
    },
    id: uri,
    type: {
      ...typesWith('VerifiableCredential'),
      anyOf: [{ contains: { const: 'OpenBadgeCredential' } }, { contains: { const: 'AchievementCredential' } }],
    },
    name: words,
    issuer: { anyOf: [uri, profile] },
    validFrom: moment,
    validUntil: moment,
    awardedDate: moment,
    credentialSubject: {
      ...object(['type', 'achievement'], {
        id: uri,
        type: typesWith('AchievementSubject'),
        identifier: { type: 'array', items: identityObject },
        result: { type: 'array', items: result },
        achievement,
      }),
      anyOf: [{ required: ['id'] }, { required: ['identifier'], properties: { identifier: { type: 'array', minItems: 1 } } }],
    },
    evidence: { type: 'array', items: object(['type'], { id: uri, type: typesWith('Evidence'), narrative: words, name: words }) },
    credentialSchema: { type: 'array', items: object(['id', 'type'], { id: uri, type: words }) },
    credentialStatus,
    proof: { type: 'array', minItems: 1, items: proof },
  }),
};
