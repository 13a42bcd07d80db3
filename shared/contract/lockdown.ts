/** The list of forbidden programs: published by administrators in the console, fetched by every client. */
import * as z from 'zod/mini';
import { ForbiddenProgram, MAX_PROGRAMS, ProgramList, SignedProgramList } from '../lockdown/program-list.ts';
import { route } from './kit.ts';

/** The list that holds now, and who put it there. Version 0 comes with the client. */
export const PublishedList = z.object({ list: ProgramList, by: z.nullable(z.string()), note: z.string() });
export type PublishedList = z.infer<typeof PublishedList>;

export const MAX_VALID_DAYS = 400;

export const lockdownRoutes = {
  /** Signed under the server's journal key, as programListMessage (lockdown/program-list.ts) says. It holds no secret. */
  programs: route({ method: 'GET', path: '/api/candidate/programs', allowed: 'anyone', reply: SignedProgramList }),
  /** The newest first. */
  history: route({
    method: 'GET',
    path: '/api/console/programs',
    allowed: ['proctor', 'reviewer', 'administrator'],
    reply: z.object({ published: z.array(PublishedList) }),
  }),
  /** `conflict` when somebody else published after `after`. */
  publish: route({
    method: 'POST',
    path: '/api/console/programs',
    allowed: ['administrator'],
    body: z.object({
      after: z.number().check(z.int(), z.nonnegative()),
      validDays: z.number().check(z.int(), z.minimum(1), z.maximum(MAX_VALID_DAYS)),
      programs: z.array(ForbiddenProgram).check(z.maxLength(MAX_PROGRAMS)),
      note: z.string().check(z.minLength(1), z.maxLength(500)),
    }),
    reply: PublishedList,
  }),
};
