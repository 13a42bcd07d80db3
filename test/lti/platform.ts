/**
 * A learning platform for tests: its own HTTP server, its own keys and real signatures. It plays what an LMS plays in
 * LTI 1.3, checks what it is sent as one would, and can be told to fail.
 */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const AP = 'https://purl.imsglobal.org/spec/lti-ap/claim';

export type Scored = { item: string; score: Record<string, unknown> };
export type MockPlatform = Awaited<ReturnType<typeof startPlatform>>;

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

export async function startPlatform(clientId = 'client-1') {
  type Signer = { kid: string; key: CryptoKey; jwk: JWK };
  const makeKey = async (kid: string): Promise<Signer> => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    return { kid, key: privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
  };
  let signing = await makeKey('k1');
  let published = [signing.jwk];
  let jwksFetches = 0;
  let toolJwks = '';
  const failures: number[] = [];
  const granted: { scope: string; kid: string | undefined }[] = [];
  const tokens = new Map<string, string>();
  const scores: Scored[] = [];
  const newest = new Map<string, string>();
  const controls: Record<string, unknown>[] = [];
  const items: Record<string, unknown>[] = [];
  let results: Record<string, unknown>[] = [];
  let pageSize = 2;
  let url = '';

  const server = createServer((request, response) => {
    const answer = async () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', url);
      const json = (status: number, value: unknown, headers: Record<string, string> = {}) =>
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
      if (pathname === '/jwks') {
        jwksFetches++;
        return json(200, { keys: published });
      }
      if (pathname === '/token') {
        const form = new URLSearchParams(await textOf(request));
        const failed = failures.shift();
        if (failed) return json(failed, { error: 'later' });
        const { payload, protectedHeader } = await jwtVerify(
          form.get('client_assertion') ?? '',
          createRemoteJWKSet(new URL(toolJwks)),
          {
            issuer: clientId,
            subject: clientId,
            audience: `${url}/token`,
            requiredClaims: ['exp', 'jti'],
          },
        );
        if (form.get('grant_type') !== 'client_credentials' || !payload.jti) return json(400, { error: 'invalid_request' });
        const token = crypto.randomUUID();
        tokens.set(token, form.get('scope') ?? '');
        granted.push({ scope: form.get('scope') ?? '', kid: protectedHeader.kid });
        return json(200, { access_token: token, token_type: 'Bearer', expires_in: 3600 });
      }
      const scope = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
      if (scope === undefined) return json(401, { error: 'no token' });
      const requires = (wanted: string) => scope.endsWith(wanted);
      const body = request.method === 'POST' ? (JSON.parse(await textOf(request)) as Record<string, unknown>) : {};
      const failed = failures.shift();
      if (failed) return json(failed, { error: 'later' }, failed === 429 ? { 'retry-after': '120' } : {});
      if (pathname === '/lineitems' && requires('/lineitem')) {
        if (request.method === 'GET')
          return json(
            200,
            items.filter(({ resourceLinkId }) => resourceLinkId === searchParams.get('resource_link_id')),
          );
        const made = { ...body, id: `${url}/lineitems/made?course=1` };
        items.push(made);
        return json(201, made);
      }
      if (/^\/lineitems\/[\w-]+\/scores$/.test(pathname) && requires('/score')) {
        if (request.headers['content-type'] !== 'application/vnd.ims.lis.v1.score+json') return json(415, {});
        const key = `${pathname} ${String(body.userId)}`;
        if ((newest.get(key) ?? '') >= String(body.timestamp)) return json(409, { error: 'a newer score is here' });
        newest.set(key, String(body.timestamp));
        scores.push({ item: pathname, score: body });
        return json(200, {});
      }
      if (/\/results$/.test(pathname) && requires('/result.readonly')) {
        const from = Number(searchParams.get('from') ?? 0);
        const next = from + pageSize < results.length ? { link: `<${url}${pathname}?from=${from + pageSize}>; rel="next"` } : {};
        return json(200, results.slice(from, from + pageSize), next as Record<string, string>);
      }
      if (pathname === '/acs' && requires('/control.all')) {
        if (request.headers['content-type'] !== 'application/vnd.ims.lti-ap.v1.control+json') return json(415, {});
        controls.push(body);
        return json(200, { status: 'running' });
      }
      return json(403, { error: `scope ${scope} is not for ${pathname}` });
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    clientId,
    registration: {
      title: 'Mock LMS',
      issuer: url,
      clientId,
      authUrl: `${url}/auth`,
      tokenUrl: `${url}/token`,
      tokenAudience: null,
      jwksUrl: `${url}/jwks`,
      deployments: ['d1'],
      origins: [],
    },
    scores,
    controls,
    granted,
    items,
    failures,
    jwksFetches: () => jwksFetches,
    trustTool: (jwks: string) => {
      toolJwks = jwks;
    },
    setResults: (list: Record<string, unknown>[], size = 2) => {
      results = list;
      pageSize = size;
    },
    /** Tokens given out before are not known any more. */
    forgetTokens: () => tokens.clear(),
    /** A new key signs from now on. `publish: false` leaves the set as it was. */
    async rotate(kid: string, publish = true): Promise<void> {
      signing = await makeKey(kid);
      if (publish) published = [...published, signing.jwk];
    },
    publicJwk: () => signing.jwk,
    /** A signed token; `claims` go over the usual ones, and `undefined` takes one away. */
    sign(nonce: string, claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}): Promise<string> {
      const at = Math.floor(Date.now() / 1000);
      const all = {
        iss: url,
        aud: clientId,
        sub: 'user-1',
        name: 'Ada L.',
        email: 'ada@example.org',
        iat: at,
        exp: at + 300,
        nonce,
        [`${LTI}/message_type`]: 'LtiResourceLinkRequest',
        [`${LTI}/version`]: '1.3.0',
        [`${LTI}/deployment_id`]: 'd1',
        [`${LTI}/target_link_uri`]: 'http://tool.example/lti/launch',
        [`${LTI}/roles`]: ['http://purl.imsglobal.org/vocab/lis/v2/membership#Learner'],
        [`${LTI}/resource_link`]: { id: 'link-1', title: 'Final exam' },
        [`${LTI}/custom`]: { window: 'w1' },
        ...claims,
      };
      return new SignJWT(JSON.parse(JSON.stringify(all)))
        .setProtectedHeader({ alg: 'RS256', kid: signing.kid, ...header })
        .sign(signing.key);
    },
    grades: (over: Record<string, unknown> = {}) => ({
      'https://purl.imsglobal.org/spec/lti-ags/claim/endpoint': {
        scope: ['lineitem', 'score', 'result.readonly'].map((name) => `https://purl.imsglobal.org/spec/lti-ags/scope/${name}`),
        lineitem: `${url}/lineitems/7?course=1`,
        lineitems: `${url}/lineitems`,
        ...over,
      },
    }),
    startProctoring: (over: Record<string, unknown> = {}) => ({
      [`${LTI}/message_type`]: 'LtiStartProctoring',
      [`${AP}/attempt_number`]: 1,
      [`${AP}/start_assessment_url`]: `${url}/start`,
      [`${AP}/session_data`]: 'session-of-attempt-1',
      [`${AP}/acs`]: { actions: ['pause', 'resume', 'terminate', 'update', 'flag'], assessment_control_url: `${url}/acs` },
      ...over,
    }),
    endAssessment: (over: Record<string, unknown> = {}) => ({
      [`${LTI}/message_type`]: 'LtiEndAssessment',
      [`${AP}/attempt_number`]: 1,
      ...over,
    }),
    /** What a platform must check of a Start Assessment message. */
    async verifyStart(jwt: string): Promise<Record<string, unknown>> {
      const { payload } = await jwtVerify(jwt, createRemoteJWKSet(new URL(toolJwks)), {
        issuer: clientId,
        audience: url,
        algorithms: ['RS256'],
      });
      return payload;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
