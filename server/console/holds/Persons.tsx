/** Accounts that may be one person's: what speaks for it, what somebody claims, and what two people agreed on. */
import { useQuery } from '@tanstack/react-query';
import { Check, CircleCheck, CircleX, Users, X } from 'lucide-react';
import { useState } from 'react';
import type { Doubt } from '../../../shared/contract/holds.ts';
import { type PersonClaim, personRoutes } from '../../../shared/contract/persons.ts';
import { api } from '../app/api.ts';
import { useText, useWhen } from '../app/text.tsx';
import s from '../programmes/Programmes.module.css';
import { claimsQuery, doubtsQuery } from '../programmes/queries.ts';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Section } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { Tag } from '../ui/Tag.tsx';
import { ClaimDialog } from './ClaimDialog.tsx';
import { useClaims } from './useClaims.ts';

const signs = {
  'The same words make up the name, in the same country.': 'sign.words',
  'The name reads the same in another alphabet, in the same country.': 'sign.alphabet',
  'The address is the same at another provider, in the same country.': 'sign.address',
} as const;

export function PersonsSection() {
  const t = useText();
  const doubts = useQuery(doubtsQuery);
  const claims = useQuery(claimsQuery);
  const [claiming, setClaiming] = useState<Doubt | 'others' | null>(null);
  return (
    <Section title={t('persons.title')}>
      <div className={s.editor}>
        <p className={s.small}>{t('persons.lead')}</p>
        <div>
          <Button icon={Users} onPress={() => setClaiming('others')}>
            {t('persons.others')}
          </Button>
        </div>
        <Loaded query={claims}>
          {(all) => (
            <>
              <Claims all={all} />
              <Loaded query={doubts}>{(some) => <Doubts all={some} claims={all} onClaim={setClaiming} />}</Loaded>
            </>
          )}
        </Loaded>
      </div>
      {claiming && <ClaimDialog doubt={claiming === 'others' ? null : claiming} onClose={() => setClaiming(null)} />}
    </Section>
  );
}

const keyOf = (learners: readonly { id: string }[]): string =>
  learners
    .map(({ id }) => id)
    .toSorted()
    .join(' ');

type DoubtsProps = { all: readonly Doubt[]; claims: readonly PersonClaim[]; onClaim: (doubt: Doubt) => void };

function Doubts({ all, claims, onClaim }: DoubtsProps) {
  const t = useText();
  const when = useWhen();
  const proposed = new Set(claims.filter(({ state }) => state === 'proposed').map(({ learners }) => keyOf(learners)));
  const open = all.filter((doubt) => !doubt.settled && !proposed.has(keyOf(doubt.learners)));
  if (open.length === 0) return <Empty title={t('doubts.none')}>{t('doubts.noneText')}</Empty>;
  return (
    <ul className={s.rows}>
      {open.map((doubt) => (
        <li key={doubt.key} className={s.text}>
          <h3>{t('doubts.same')}</h3>
          <Accounts learners={doubt.learners} />
          <p className={s.small}>
            {doubt.signs.map((sign) => (Object.hasOwn(signs, sign) ? t(signs[sign as keyof typeof signs]) : sign)).join(' ')}
          </p>
          {doubt.answer && (
            <p>
              <Tag icon={CircleCheck}>{t(`doubts.${doubt.answer.answer}`)}</Tag>{' '}
              <span className={s.small} dir="auto">
                {t('doubts.by', { by: doubt.answer.by, at: when.moment(doubt.answer.at) })} {doubt.answer.reason}
              </span>
            </p>
          )}
          <div>
            <Button
              aria-label={t('persons.proposeOf', { names: doubt.learners.map(({ name }) => name).join(', ') })}
              onPress={() => onClaim(doubt)}
            >
              {t('persons.propose')}
            </Button>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Accounts({ learners, counts }: { learners: PersonClaim['learners']; counts?: boolean }) {
  const t = useText();
  return (
    <ul>
      {learners.map(({ id, name, country }, i) => (
        <li key={id}>
          <bdi>{name}</bdi> · <bdi>{country}</bdi> · <bdi>{id}</bdi>
          {counts && i === 0 && <> · {t('persons.counts')}</>}
        </li>
      ))}
    </ul>
  );
}

function Claims({ all }: { all: readonly PersonClaim[] }) {
  const t = useText();
  if (all.length === 0) return null;
  const [waiting, decided] = [all.filter(({ state }) => state === 'proposed'), all.filter(({ state }) => state !== 'proposed')];
  return (
    <>
      {waiting.length > 0 && (
        <ul className={s.rows}>
          {waiting.map((claim) => (
            <Claim key={claim.id} claim={claim} />
          ))}
        </ul>
      )}
      {decided.length > 0 && (
        <details className={s.more}>
          <summary>{t('persons.decided', { count: decided.length })}</summary>
          <ul className={s.rows}>
            {decided.map((claim) => (
              <Claim key={claim.id} claim={claim} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const looks = {
  proposed: { icon: Users, tone: 'violet' },
  approved: { icon: CircleCheck, tone: 'green' },
  declined: { icon: CircleX, tone: 'plain' },
} as const;

function Claim({ claim }: { claim: PersonClaim }) {
  const t = useText();
  const when = useWhen();
  const take = useClaims();
  const [asking, setAsking] = useState<'approve' | 'decline' | null>(null);
  const { state, says, learners, reason, own } = claim;
  const names = learners.map(({ name }) => name).join(', ');
  const { icon, tone } = looks[state];
  return (
    <li className={s.text}>
      <h3>
        {t(`persons.says.${says}`)}{' '}
        <Tag icon={icon} tone={tone}>
          {t(`persons.${state}`)}
        </Tag>
      </h3>
      <Accounts learners={learners} counts={says === 'one'} />
      <p dir="auto">{reason}</p>
      <p className={s.small}>
        {t('persons.by', { by: claim.proposedBy, at: when.moment(claim.proposedAt) })}
        {claim.decidedBy !== null &&
          claim.decidedAt !== null &&
          ` · ${t('persons.settled', { by: claim.decidedBy, at: when.moment(claim.decidedAt) })}`}
      </p>
      {state === 'proposed' && (
        <>
          {own && <p className={s.small}>{t('persons.own')}</p>}
          <div className={s.buttons}>
            {!own && (
              <Button
                icon={Check}
                look="main"
                aria-label={t('persons.approveOf', { names })}
                onPress={() => setAsking('approve')}
              >
                {t('persons.approve')}
              </Button>
            )}
            <Button icon={X} aria-label={t('persons.declineOf', { names })} onPress={() => setAsking('decline')}>
              {t(own ? 'persons.withdraw' : 'persons.decline')}
            </Button>
          </div>
        </>
      )}
      {asking === 'approve' && (
        <FormDialog
          title={t(`persons.says.${says}`)}
          intro={t(`persons.means.${says}`, { first: learners[0]?.id ?? '' })}
          submit={t('persons.approve')}
          onClose={() => setAsking(null)}
          onSubmit={async () => take(await api(personRoutes.approve, { params: { id: claim.id } }))}
        >
          <Accounts learners={learners} counts={says === 'one'} />
        </FormDialog>
      )}
      {asking === 'decline' && <DeclineDialog claim={claim} onClose={() => setAsking(null)} />}
    </li>
  );
}

function DeclineDialog({ claim, onClose }: { claim: PersonClaim; onClose: () => void }) {
  const t = useText();
  const take = useClaims();
  const [reason, setReason] = useState('');
  const act = t(claim.own ? 'persons.withdraw' : 'persons.decline');
  return (
    <FormDialog
      title={act}
      submit={act}
      onClose={onClose}
      onSubmit={async () => take(await api(personRoutes.decline, { params: { id: claim.id }, body: { reason } }))}
    >
      <Field label={t('holds.reason')} value={reason} onChange={setReason} rows={3} maxLength={500} isRequired autoFocus />
    </FormDialog>
  );
}
