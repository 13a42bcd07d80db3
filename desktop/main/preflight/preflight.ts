/** The system check: on any day with or without a code, and again at check-in. One run of it, and what came of it. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CheckView } from '../../../shared/contract/bridge.ts';
import { type CheckTarget, preflightRoutes, UPLOAD_BYTES } from '../../../shared/contract/preflight.ts';
import { Id } from '../../../shared/journal/entry.ts';
import type { LockdownTier } from '../../../shared/policy/policy.ts';
import type { Check, Findings, PreflightReport } from '../../../shared/preflight/report.ts';
import { callServer, ProblemFailure } from '../client/api.ts';
import { parseLaunch } from '../launch-link.ts';
import type { MeasureId, MeasureReport } from '../lockdown/measure.ts';
import { type LookParts, lookAround } from './looks.ts';

export type PreflightOptions = Omit<LookParts, 'tier' | 'upload'> & {
  app: string;
  os: string;
  standIn: boolean;
  /** Server for a code that comes without a link. */
  server: string | null;
  /** Told the exam server of a code and its key, before anything is looked for: its list of programs is the one that counts. */
  onTarget: (from: { server: string; serverKey: string }) => Promise<void>;
  /** Tries every lock again; those that the page tried itself and that failed are given. */
  retry: (page: readonly MeasureId[]) => Promise<readonly MeasureReport[]>;
};

/** What the page found out itself. */
export type PageFindings = { locks: MeasureId[]; checks: Check[] };
/** The sitting whose check-in this is, if any. */
export type AtCheckIn = { server: string; tier: LockdownTier } | null;

export type Preflight = {
  view(): CheckView;
  /** Whether the screens of the check are open, before any sitting. */
  isOpen(): boolean;
  onChange(listener: () => void): void;
  /** Opens the check; with a code, for that code's exam. @throws ProblemFailure */
  open(codeOrLink: string | null): Promise<void>;
  close(): void;
  /** Runs everything once more. The result of a check with a code is handed to the server. */
  run(page: PageFindings, at: AtCheckIn): Promise<void>;
  /** What the last run found, for the journal; null before the first. */
  findings(): Findings | null;
};

/** A name for this computer that says nothing about it, made once. */
function computerName(directory: string): string {
  const file = path.join(directory, 'computer');
  const known = existsSync(file) ? Id.safeParse(readFileSync(file, 'utf8').trim()) : null;
  if (known?.success) return known.data;
  const made = randomUUID();
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(file, made, { flush: true, mode: 0o600 });
  return made;
}

/** How long a real upload takes. The bytes are random, so that nothing on the way makes them fewer. */
async function upload(server: string): Promise<{ bytes: number; ms: number }> {
  const body = new Uint8Array(UPLOAD_BYTES);
  for (let from = 0; from < body.length; from += 65_536) crypto.getRandomValues(body.subarray(from, from + 65_536));
  const began = performance.now();
  const { bytes } = await callServer(server, null, preflightRoutes.upload, { body });
  return { bytes, ms: performance.now() - began };
}

export function createPreflight(options: PreflightOptions): Preflight {
  const { directory, app, os, standIn, server, retry, onTarget } = options;
  const computer = computerName(directory);
  const listeners = new Set<() => void>();
  let isOpen = false;
  let running = false;
  let aimed: { server: string; code: string; target: CheckTarget } | null = null;
  let found: Findings | null = null;
  /** What the page found last of each of its own: it tries them one by one, and may do so while a run is under way. */
  const ofPage = new Map<Check['id'], Check>();
  let asked = 0;
  let takenAt: number | null = null;
  let keptAt: number | null = null;
  let problem: CheckView['problem'] = null;

  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const hand = async (findings: Findings, at: number): Promise<void> => {
    if (!aimed) return;
    const report: PreflightReport = { ...findings, takenAt: at, app: app.slice(0, 64), os: os.slice(0, 128), standIn };
    try {
      const body = { code: aimed.code, report };
      keptAt = (await callServer(aimed.server, null, preflightRoutes.report, { body })).storedAt;
    } catch (error) {
      if (!(error instanceof ProblemFailure)) throw error;
      problem = error.problem;
    }
  };

  const once = async (locks: readonly MeasureId[], at: AtCheckIn): Promise<void> => {
    const from = at?.server ?? aimed?.server ?? server;
    const tier = at?.tier ?? aimed?.target.tier ?? 'monitored';
    const [measures, looked] = await Promise.all([
      retry(locks),
      lookAround({ ...options, tier, upload: from === null ? null : () => upload(from) }),
    ]);
    takenAt = Date.now();
    found = { computer, measures: [...measures], checks: [...looked, ...ofPage.values()] };
    changed();
    if (!at) await hand(found, takenAt);
  };

  return {
    view: () => ({ running, target: aimed?.target ?? null, checks: found?.checks ?? [], takenAt, keptAt, problem }),
    isOpen: () => isOpen,
    onChange: (listener) => void listeners.add(listener),
    async open(codeOrLink) {
      aimed = null;
      if (codeOrLink !== null) {
        const parsed = parseLaunch(codeOrLink, server);
        if (!parsed.ok) throw new ProblemFailure(parsed.problem);
        const { server: at, code } = parsed.value;
        const target = await callServer(at, null, preflightRoutes.target, { body: { code } });
        await onTarget({ server: at, serverKey: target.serverKey });
        aimed = { server: at, code, target };
      }
      isOpen = true;
      problem = null;
      keptAt = null;
      changed();
    },
    close() {
      isOpen = false;
      aimed = null;
      changed();
    },
    async run(page, at) {
      for (const check of page.checks) ofPage.set(check.id, check);
      asked += 1;
      if (running) return;
      running = true;
      problem = null;
      changed();
      try {
        for (let done = 0; done !== asked; ) {
          done = asked;
          await once(page.locks, at);
        }
      } finally {
        running = false;
        changed();
      }
    },
    findings: () => found,
  };
}

/** For a client without a window, which checks nothing. */
export const noPreflight: Preflight = {
  view: () => ({ running: false, target: null, checks: [], takenAt: null, keptAt: null, problem: null }),
  isOpen: () => false,
  onChange: () => {},
  async open() {
    throw new ProblemFailure({ code: 'conflict', message: 'This client has no system check.' });
  },
  close: () => {},
  run: async () => {},
  findings: () => null,
};
