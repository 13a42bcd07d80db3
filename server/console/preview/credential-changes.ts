/** Proposed changes of credentials for the preview: one of another administrator waits, and what is proposed is added. */
import { credentialChangeRoutes, type ProposedChange } from '../../../shared/contract/credential-changes.ts';
import type { CredentialSummary } from '../../../shared/contract/credentials.ts';
import { missing, Refusal } from './refusal.ts';

export function credentialChangesPreview(now: number, credentialOf: (id: string) => CredentialSummary) {
  let waiting: ProposedChange[] = [
    {
      id: 'chg_1',
      act: 'correct-name',
      credential: 'cred_1',
      key: null,
      holder: 'Adaeze Okafor',
      name: 'Adaeze Brandt',
      reason: 'Married; the passport was shown.',
      proposedBy: 'J. Ibarra',
      proposedAt: now - 7200_000,
      own: false,
    },
  ];
  return {
    open: () => waiting,
    /** @returns undefined for a path that is none of these */
    write(path: string, body: unknown): unknown {
      if (path === credentialChangeRoutes.propose.path) {
        const { wish } = credentialChangeRoutes.propose.body.parse(body);
        if (wish.reason === 'refuse') throw new Refusal(409, { code: 'conflict', message: 'Status list 1 is being written.' });
        if (wish.act === 'correct-name' && !wish.confirmed) {
          const message = 'Somebody has to look at this name before it is signed.';
          const reasons = [`"${wish.name}" is another name.`];
          throw new Refusal(400, { code: 'bad-input', message, place: 'confirmed', reasons });
        }
        const change: ProposedChange = {
          id: `chg_${waiting.length + 1}`,
          act: wish.act,
          credential: wish.act === 'revoke-key' ? null : wish.credential,
          key: wish.act === 'revoke-key' ? wish.key : null,
          holder: wish.act === 'revoke-key' ? 'Example Institute' : credentialOf(wish.credential).name,
          name: wish.act === 'correct-name' ? wish.name : null,
          reason: wish.reason,
          proposedBy: 'A. Mensah',
          proposedAt: now,
          own: true,
        };
        waiting = [...waiting, change];
        return change;
      }
      const [, id, act] = /^\/api\/console\/credential-changes\/(\w+)\/(approve|decline)$/.exec(path) ?? [];
      if (!id) return undefined;
      const change = waiting.find((each) => each.id === id);
      if (!change) throw missing();
      waiting = waiting.filter((each) => each !== change);
      return act === 'approve' ? { credential: change.credential } : {};
    },
  };
}
