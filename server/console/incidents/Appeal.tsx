import { useQuery } from '@tanstack/react-query';
import { Scale } from 'lucide-react';
import { useState } from 'react';
import type { IncidentPage } from '../../../shared/contract/console.ts';
import { useAccount } from '../app/session.tsx';
import { useText, useWhen } from '../app/text.tsx';
import { SettleDialog } from '../holds/SettleDialog.tsx';
import { holdsQuery } from '../programmes/queries.ts';
import { Button } from '../ui/Button.tsx';
import s from './Decide.module.css';

/** The candidate's appeal against this incident while it is open, and settling it, by somebody who made no finding. */
export function Appeal({ page }: { page: IncidentPage }) {
  const t = useText();
  const when = useWhen();
  const { name } = useAccount();
  const [settling, setSettling] = useState(false);
  const holds = useQuery(holdsQuery).data ?? [];
  const open = holds.find(
    ({ about, closedAt }) => closedAt === null && about?.kind === 'incident' && about.id === page.incident.id,
  );
  if (!open) return null;
  const mine = page.findings.some(({ by }) => by === name);
  return (
    <section className={s.appeal} aria-labelledby="appeal">
      <h2 id="appeal">{t('appeal.title')}</h2>
      <p className={s.by}>{when.moment(open.openedAt)}</p>
      <blockquote dir="auto">{open.reason}</blockquote>
      {mine ? (
        <p>{t('appeal.notYou')}</p>
      ) : (
        <Button icon={Scale} look="main" onPress={() => setSettling(true)}>
          {t('appeal.settle')}
        </Button>
      )}
      {settling && <SettleDialog hold={open} onClose={() => setSettling(false)} />}
    </section>
  );
}
