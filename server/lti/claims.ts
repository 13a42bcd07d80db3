/** The claims of LTI 1.3 messages that are read here (LTI core 1.3 section 5, AGS 2.0 section 3.1, Proctoring 1.0 section 4). */
import * as z from 'zod';

export const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
export const PROCTORING = 'https://purl.imsglobal.org/spec/lti-ap/claim';
export const AGS = 'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint';
export const scopes = {
  lineItem: 'https://purl.imsglobal.org/spec/lti-ags/scope/lineitem',
  score: 'https://purl.imsglobal.org/spec/lti-ags/scope/score',
  results: 'https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly',
  control: 'https://purl.imsglobal.org/spec/lti-ap/scope/control.all',
} as const;
const LEARNER = 'http://purl.imsglobal.org/vocab/lis/v2/membership#Learner';

const Text = (max: number) => z.string().min(1).max(max);
const Url = z.url({ protocol: /^https?$/ }).max(1000);

const common = {
  /** 255 ASCII characters at most; without it the launch is anonymous. */
  sub: z.string().max(255).optional(),
  name: z.string().max(300).optional(),
  email: z.string().max(300).optional(),
  exp: z.number(),
  nonce: Text(500),
  [`${LTI}/version`]: z.literal('1.3.0'),
  [`${LTI}/deployment_id`]: Text(255),
  [`${LTI}/roles`]: z.array(z.string().max(300)).max(100).default([]),
  [`${LTI}/resource_link`]: z.object({ id: Text(255), title: z.string().max(500).optional() }),
  [`${LTI}/custom`]: z.record(z.string(), z.unknown()).optional(),
  [`${LTI}/launch_presentation`]: z.object({ return_url: Url.optional() }).optional(),
  [AGS]: z.object({ scope: z.array(z.string()).default([]), lineitem: Url.optional(), lineitems: Url.optional() }).optional(),
} as const;

const Common = z.object(common);
const StartProctoring = z.object({
  [`${PROCTORING}/attempt_number`]: z.int().min(1).max(10_000),
  [`${PROCTORING}/start_assessment_url`]: Url,
  [`${PROCTORING}/session_data`]: Text(20_000),
  [`${PROCTORING}/acs`]: z.object({ actions: z.array(z.string()).max(20), assessment_control_url: Url }).optional(),
});
const EndAssessment = z.object({
  [`${PROCTORING}/attempt_number`]: z.int().min(1).max(10_000),
  [`${LTI}/errormsg`]: z.string().max(2000).optional(),
  [`${LTI}/errorlog`]: z.string().max(20_000).optional(),
});

export type Arrived = {
  sub: string | null;
  name: string | null;
  email: string | null;
  nonce: string;
  /** Seconds since 1970. */
  exp: number;
  deployment: string;
  isLearner: boolean;
  resource: { id: string; title: string };
  custom: Readonly<Record<string, unknown>>;
  returnUrl: string | null;
  grades: { scopes: readonly string[]; lineItem: string | null; lineItems: string | null } | null;
};
export type LtiLaunch = Arrived &
  (
    | { message: 'resource' }
    | {
        message: 'start-proctoring';
        attempt: number;
        startUrl: string;
        sessionData: string;
        control: { actions: readonly string[]; url: string } | null;
      }
    | { message: 'end-assessment'; attempt: number; errorMessage: string | null; errorLog: string | null }
  );

/** What cannot be read, with the claim at fault. */
export type Unreadable = { fault: 'wrong-message' | 'bad-token'; detail: string };

/** Reads the claims of a token whose signature was checked. */
export function readClaims(payload: Readonly<Record<string, unknown>>): LtiLaunch | Unreadable {
  const type = payload[`${LTI}/message_type`];
  const parsed = Common.safeParse(payload);
  if (!parsed.success) return unreadable(parsed.error);
  const claims = parsed.data;
  const ags = claims[AGS];
  const arrived: Arrived = {
    sub: claims.sub || null,
    name: claims.name ?? null,
    email: claims.email ?? null,
    nonce: claims.nonce,
    exp: claims.exp,
    deployment: claims[`${LTI}/deployment_id`],
    isLearner: claims[`${LTI}/roles`].includes(LEARNER),
    resource: { id: claims[`${LTI}/resource_link`].id, title: claims[`${LTI}/resource_link`].title ?? '' },
    custom: claims[`${LTI}/custom`] ?? {},
    returnUrl: claims[`${LTI}/launch_presentation`]?.return_url ?? null,
    grades: ags ? { scopes: ags.scope, lineItem: ags.lineitem ?? null, lineItems: ags.lineitems ?? null } : null,
  };
  switch (type) {
    case 'LtiResourceLinkRequest':
      return { ...arrived, message: 'resource' };
    case 'LtiStartProctoring': {
      const own = StartProctoring.safeParse(payload);
      if (!own.success) return unreadable(own.error);
      const acs = own.data[`${PROCTORING}/acs`];
      return {
        ...arrived,
        message: 'start-proctoring',
        attempt: own.data[`${PROCTORING}/attempt_number`],
        startUrl: own.data[`${PROCTORING}/start_assessment_url`],
        sessionData: own.data[`${PROCTORING}/session_data`],
        control: acs ? { actions: acs.actions, url: acs.assessment_control_url } : null,
      };
    }
    case 'LtiEndAssessment': {
      const own = EndAssessment.safeParse(payload);
      if (!own.success) return unreadable(own.error);
      return {
        ...arrived,
        message: 'end-assessment',
        attempt: own.data[`${PROCTORING}/attempt_number`],
        errorMessage: own.data[`${LTI}/errormsg`] ?? null,
        errorLog: own.data[`${LTI}/errorlog`] ?? null,
      };
    }
    default:
      return { fault: 'wrong-message', detail: `message_type is ${JSON.stringify(type)?.slice(0, 80)}` };
  }
}

const unreadable = (error: z.ZodError): Unreadable => ({
  fault: 'bad-token',
  detail: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
});
