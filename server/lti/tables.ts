import type { FeatureMigration } from '../platform/database/database.ts';

type PlatformTable = {
  id: string;
  title: string;
  issuer: string;
  client_id: string;
  auth_url: string;
  token_url: string;
  token_audience: string | null;
  jwks_url: string;
  /** Text arrays as JSON. */
  deployments: string;
  origins: string;
  active: number;
  created_at: number;
};
/** One login under way. `state` and `cookie` are kept as hashes; `used_at` is set by the one launch that it is good for. */
type LoginTable = {
  state_hash: string;
  platform: string;
  nonce: string;
  cookie_hash: string;
  /** The query with which the login can be begun again in a window of its own. */
  again: string;
  expires_at: number;
  used_at: number | null;
};
/** Nonces of tokens that were taken, until the tokens have expired. */
type NonceTable = { platform: string; nonce: string; until: number };
type AccountTable = {
  platform: string;
  sub: string;
  state: 'waiting' | 'linked' | 'refused';
  learner: string | null;
  claimed_name: string | null;
  claimed_email: string | null;
  first_seen: number;
  settled_by: string | null;
  settled_at: number | null;
  reason: string | null;
};
type ResourceTable = {
  platform: string;
  deployment: string;
  resource: string;
  title: string;
  window: string | null;
  line_item: string | null;
  line_items: string | null;
  scopes: string;
};
/** Who came through which resource link: whose score goes where. */
type ArrivalTable = {
  id: string;
  platform: string;
  deployment: string;
  resource: string;
  sub: string;
  token_hash: string;
  expires_at: number;
  return_url: string | null;
  arrived_at: number;
};
type ProctoringTable = {
  id: string;
  platform: string;
  deployment: string;
  resource: string;
  sub: string;
  attempt: number;
  start_url: string;
  session_data: string;
  control_url: string | null;
  /** Actions that the platform takes, as JSON. */
  actions: string;
  state: 'started' | 'assessing' | 'ended';
  error_message: string | null;
  error_log: string | null;
  started_at: number;
  ended_at: number | null;
};
/** Messages to platforms. `key` is what makes it the same message; of one `series` only the newest is sent. */
type MessageTable = {
  id: string;
  key: string;
  series: string;
  number: number;
  kind: 'score' | 'control';
  platform: string;
  learner: string;
  url: string;
  body: string;
  what: string;
  state: 'waiting' | 'sent' | 'superseded' | 'refused';
  attempts: number;
  next_at: number;
  last_error: string | null;
  created_at: number;
  sent_at: number | null;
};
/** Generations of our own keys; the PEM is in the keys folder. */
type KeyTable = { generation: number; published_at: number; signs_from: number | null; retired_at: number | null };

declare module '../platform/database/tables.ts' {
  interface Tables {
    lti_platform: PlatformTable;
    lti_login: LoginTable;
    lti_nonce: NonceTable;
    lti_account: AccountTable;
    lti_resource: ResourceTable;
    lti_arrival: ArrivalTable;
    lti_proctoring: ProctoringTable;
    lti_message: MessageTable;
    lti_key: KeyTable;
  }
}

export const ltiMigrations: FeatureMigration[] = [
  {
    name: '191-lti',
    async up(db) {
      await db.schema
        .createTable('lti_platform')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('issuer', 'text', (c) => c.notNull())
        .addColumn('client_id', 'text', (c) => c.notNull())
        .addColumn('auth_url', 'text', (c) => c.notNull())
        .addColumn('token_url', 'text', (c) => c.notNull())
        .addColumn('token_audience', 'text')
        .addColumn('jwks_url', 'text', (c) => c.notNull())
        .addColumn('deployments', 'text', (c) => c.notNull())
        .addColumn('origins', 'text', (c) => c.notNull())
        .addColumn('active', 'integer', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('lti_platform_client', ['issuer', 'client_id'])
        .execute();
      await db.schema
        .createTable('lti_login')
        .addColumn('state_hash', 'text', (c) => c.primaryKey())
        .addColumn('platform', 'text', (c) => c.notNull().references('lti_platform.id'))
        .addColumn('nonce', 'text', (c) => c.notNull())
        .addColumn('cookie_hash', 'text', (c) => c.notNull())
        .addColumn('again', 'text', (c) => c.notNull())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .addColumn('used_at', 'bigint')
        .execute();
      await db.schema
        .createTable('lti_nonce')
        .addColumn('platform', 'text', (c) => c.notNull())
        .addColumn('nonce', 'text', (c) => c.notNull())
        .addColumn('until', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('lti_nonce_key', ['platform', 'nonce'])
        .execute();
      await db.schema
        .createTable('lti_account')
        .addColumn('platform', 'text', (c) => c.notNull().references('lti_platform.id'))
        .addColumn('sub', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('learner', 'text')
        .addColumn('claimed_name', 'text')
        .addColumn('claimed_email', 'text')
        .addColumn('first_seen', 'bigint', (c) => c.notNull())
        .addColumn('settled_by', 'text')
        .addColumn('settled_at', 'bigint')
        .addColumn('reason', 'text')
        .addPrimaryKeyConstraint('lti_account_key', ['platform', 'sub'])
        .execute();
      await db.schema
        .createTable('lti_resource')
        .addColumn('platform', 'text', (c) => c.notNull().references('lti_platform.id'))
        .addColumn('deployment', 'text', (c) => c.notNull())
        .addColumn('resource', 'text', (c) => c.notNull())
        .addColumn('title', 'text', (c) => c.notNull())
        .addColumn('window', 'text')
        .addColumn('line_item', 'text')
        .addColumn('line_items', 'text')
        .addColumn('scopes', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('lti_resource_key', ['platform', 'deployment', 'resource'])
        .execute();
      await db.schema
        .createTable('lti_arrival')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('platform', 'text', (c) => c.notNull().references('lti_platform.id'))
        .addColumn('deployment', 'text', (c) => c.notNull())
        .addColumn('resource', 'text', (c) => c.notNull())
        .addColumn('sub', 'text', (c) => c.notNull())
        .addColumn('token_hash', 'text', (c) => c.notNull().unique())
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .addColumn('return_url', 'text')
        .addColumn('arrived_at', 'bigint', (c) => c.notNull())
        .addUniqueConstraint('lti_arrival_once', ['platform', 'deployment', 'resource', 'sub'])
        .execute();
      await db.schema
        .createTable('lti_proctoring')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('platform', 'text', (c) => c.notNull().references('lti_platform.id'))
        .addColumn('deployment', 'text', (c) => c.notNull())
        .addColumn('resource', 'text', (c) => c.notNull())
        .addColumn('sub', 'text', (c) => c.notNull())
        .addColumn('attempt', 'integer', (c) => c.notNull())
        .addColumn('start_url', 'text', (c) => c.notNull())
        .addColumn('session_data', 'text', (c) => c.notNull())
        .addColumn('control_url', 'text')
        .addColumn('actions', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('error_message', 'text')
        .addColumn('error_log', 'text')
        .addColumn('started_at', 'bigint', (c) => c.notNull())
        .addColumn('ended_at', 'bigint')
        .addUniqueConstraint('lti_proctoring_once', ['platform', 'deployment', 'resource', 'sub', 'attempt'])
        .execute();
      await db.schema
        .createTable('lti_message')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('key', 'text', (c) => c.notNull().unique())
        .addColumn('series', 'text', (c) => c.notNull())
        .addColumn('number', 'bigint', (c) => c.notNull())
        .addColumn('kind', 'text', (c) => c.notNull())
        .addColumn('platform', 'text', (c) => c.notNull().references('lti_platform.id'))
        .addColumn('learner', 'text', (c) => c.notNull())
        .addColumn('url', 'text', (c) => c.notNull())
        .addColumn('body', 'text', (c) => c.notNull())
        .addColumn('what', 'text', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('attempts', 'integer', (c) => c.notNull())
        .addColumn('next_at', 'bigint', (c) => c.notNull())
        .addColumn('last_error', 'text')
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .addColumn('sent_at', 'bigint')
        .execute();
      await db.schema
        .createTable('lti_key')
        .addColumn('generation', 'integer', (c) => c.primaryKey())
        .addColumn('published_at', 'bigint', (c) => c.notNull())
        .addColumn('signs_from', 'bigint')
        .addColumn('retired_at', 'bigint')
        .execute();
    },
  },
];
