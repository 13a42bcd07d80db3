/** The console's files; every address that belongs to one of its pages gets the one page that shows them all. */
import { mkdirSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import { pages } from './console/app/roles.ts';
import type { Http } from './platform/http/server.ts';

/** Pages that need no role: they are not in the navigation. */
const open = ['/sign-in', '/c', '/rules', '/cohort', '/register', '/apply', '/my'];

/** @param root the folder of the built console */
export async function serveConsole({ app }: Http, root: string): Promise<void> {
  mkdirSync(root, { recursive: true });
  await app.register(fastifyStatic, { root, wildcard: false, index: ['index.html'] });
  for (const page of [...open, ...Object.values(pages).map(({ path }) => path)]) {
    for (const address of [page, `${page}/*`]) app.get(address, (_request, reply) => reply.sendFile('index.html'));
  }
}
