/** Counters and histograms, in the text form of Prometheus at `/metrics`. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Creates the registry and every measure the server keeps. One per server, so that tests don't share counts. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    text: () => registry.metrics(),
    refused: new Counter({
      name: 'invigil_refused_total',
      help: 'Messages and requests refused',
      labelNames: ['where', 'code'],
      registers,
    }),
    entries: new Counter({ name: 'invigil_journal_entries_total', help: 'Journal entries stored', registers }),
    repeated: new Counter({ name: 'invigil_journal_repeated_total', help: 'Journal entries received again', registers }),
    commit: new Histogram({
      name: 'invigil_commit_seconds',
      help: 'From a batch being queued to its durable commit',
      registers,
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    }),
    queue: new Gauge({ name: 'invigil_commit_queue', help: 'Units waiting for a commit', registers }),
    sockets: new Gauge({ name: 'invigil_sockets', help: 'Open sockets', labelNames: ['namespace'], registers }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
