/** Where a learner stands in a window, over registrations and sittings: for the platform that sent them. */
import type { Stage } from '../shared/sitting/state.ts';
import type { Registrations } from './registrations/index.ts';
import type { Sittings } from './sittings/index.ts';

export type Whereabouts = { id: string; stage: Stage; letInBy: string | null; name: string };

/** `letInBy` is the person who looked at the check-in and let the candidate in; null when the policy did, or nobody yet. */
export function sittingsIn({ registrations, sittings }: { registrations: Registrations; sittings: Sittings }) {
  return async (learner: string, window: string): Promise<Whereabouts | null> => {
    const registration = await registrations.find(learner, window);
    const id = registration && (await sittings.ofRegistration(registration.id));
    if (!id) return null;
    const { facts, state } = await sittings.journal.live(id);
    const released = (await sittings.positioned(id)).findLast(({ entry }) => entry.kind === 'released')?.entry;
    const by = released?.kind === 'released' ? released.body.by : null;
    return { id, stage: state.stage, letInBy: by === 'policy' ? null : by, name: facts.name };
  };
}
