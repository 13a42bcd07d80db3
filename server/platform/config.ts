/** The server's configuration, parsed once from the environment. A fault names the variable and what it should be. */
import path from 'node:path';
import * as z from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const Environment = z.object({
  INVIGIL_HOST: z.string().default('127.0.0.1'),
  INVIGIL_PORT: port.default(4310),
  /** Where people reach this server; links and credentials carry it. */
  INVIGIL_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Addresses or subnets of proxies that may name the caller's address, with commas between; none by default. */
  INVIGIL_TRUST_PROXY: z
    .string()
    .regex(/^[0-9a-fA-F.:/, ]+$/, 'must be addresses or subnets, with commas between')
    .optional(),
  INVIGIL_DATA: z.string().default('data'),
  /** `postgres://...`; without it the embedded database in the data folder. */
  INVIGIL_DATABASE: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres:// (leave it out for the embedded database)')
    .optional(),
  INVIGIL_LOG: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Milliseconds that a commit waits for company; raise it on disks with slow flushes. */
  INVIGIL_COMMIT_WINDOW_MS: z.coerce.number().min(0).max(1000).default(2),
  /** The programme whose rules the learners' page applies. */
  INVIGIL_PROGRAMME: z.string().default('scm'),
  INVIGIL_ISSUER_NAME: z.string().default('Invigil demonstration issuer'),
  /** `did:key`, or the did:web that signs credentials; by default the public address's, where that is https. */
  INVIGIL_ISSUER_DID: z.string().optional(),
});

export type Config = {
  host: string;
  port: number;
  publicUrl: string | undefined;
  trustProxy: string | undefined;
  data: string;
  database: string;
  logLevel: string;
  commitWindowMs: number;
  programme: string;
  issuerName: string;
  issuerDid: string | undefined;
};

/**
 * Reads the configuration.
 * @throws Error that lists every wrong variable by name
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
    throw new Error(`The configuration is wrong:\n${lines.join('\n')}`);
  }
  const e = parsed.data;
  return {
    host: e.INVIGIL_HOST,
    port: e.INVIGIL_PORT,
    publicUrl: e.INVIGIL_PUBLIC_URL?.replace(/\/+$/, ''),
    trustProxy: e.INVIGIL_TRUST_PROXY,
    data: path.resolve(e.INVIGIL_DATA),
    database: e.INVIGIL_DATABASE ?? path.resolve(e.INVIGIL_DATA, 'invigil.sqlite'),
    logLevel: e.INVIGIL_LOG,
    commitWindowMs: e.INVIGIL_COMMIT_WINDOW_MS,
    programme: e.INVIGIL_PROGRAMME,
    issuerName: e.INVIGIL_ISSUER_NAME,
    issuerDid: e.INVIGIL_ISSUER_DID,
  };
}
