import type { AppealAbout } from '../../../shared/contract/holds.ts';

/** What a candidate objects to, and how the dialog names it. */
export type Objection = { about: AppealAbout; title: string };
