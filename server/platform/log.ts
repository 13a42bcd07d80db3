/**
 * Logging. Requests, sockets and errors go through allow-list serializers, so a token, code or key can't slip in by
 * being part of an object; the redaction paths below are the second line.
 */
import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

const secrets = ['token', 'code', 'password', 'authorization', 'cookie', 'privateKey', 'seed', 'proof', 'answers', 'responses'];

/** @param to where lines go; standard output when left out */
export function createLog(level: string, to?: DestinationStream): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[withheld]' },
    serializers: {
      req: (req: { method: string; routeOptions?: { url?: string } }) => ({ method: req.method, route: req.routeOptions?.url }),
      res: (res: { statusCode: number }) => ({ status: res.statusCode }),
      err: pino.stdSerializers.err,
    },
  };
  return to ? pino(options, to) : pino(options);
}
