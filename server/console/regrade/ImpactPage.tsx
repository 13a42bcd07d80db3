import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Ban, CircleCheck, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { FormattedNumber } from 'react-intl';
import { type ProposalPage, regradeRoutes } from '../../../shared/contract/regrade.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import { ImpactDrawing } from './ImpactDrawing.tsx';
import { CandidateTable, ItemTable } from './ImpactTables.tsx';
import { ProposalTag } from './ProposalTag.tsx';
import { regradeQuery } from './queries.ts';
import s from './Regrade.module.css';

type Act = 'approve' | 'reject' | 'withdraw';

/** What a proposal would do, drawn and as a table, and the decision of a second person. */
export function ImpactPage({ id }: { id: string }) {
  const t = useText();
  useScheme('light');
  const query = useQuery(regradeQuery(id));
  const [act, setAct] = useState<Act | null>(null);
  const open = query.data?.proposal.state === 'proposed';
  const acts =
    open &&
    query.data &&
    (query.data.mayApprove ? (
      <>
        <Button icon={Ban} onPress={() => setAct('reject')}>
          {t('regrade.act.reject')}
        </Button>
        <Button icon={CircleCheck} look="main" onPress={() => setAct('approve')}>
          {t('regrade.act.approve')}
        </Button>
      </>
    ) : (
      <Button icon={Undo2} onPress={() => setAct('withdraw')}>
        {t('regrade.act.withdraw')}
      </Button>
    ));
  return (
    <Page title={t('regrade.impact')} lead={query.data?.proposal.title} acts={acts}>
      <Loaded query={query}>{(page) => <Body page={page} />}</Loaded>
      {act && <ActDialog id={id} act={act} onClose={() => setAct(null)} />}
    </Page>
  );
}

function Body({ page: { proposal, impact, mayApprove } }: { page: ProposalPage }) {
  const t = useText();
  const when = useWhen();
  const figures = ['gain', 'lose', 'same', 'up', 'down'] as const;
  return (
    <>
      <section className={s.sum} aria-label={t('regrade.changes')}>
        <ProposalTag state={proposal.state} />
        <ul>
          {proposal.changes.map((change) => (
            <li key={change} dir="auto">
              {change}
            </li>
          ))}
        </ul>
        <p dir="auto">{proposal.reason}</p>
        <p className={s.now}>
          {t('regrade.madeBy', { name: proposal.proposedBy, time: when.moment(proposal.proposedAt), keys: proposal.baseKeys })}
        </p>
        {proposal.decidedBy !== null && proposal.decidedAt !== null && (
          <p className={s.now} dir="auto">
            {t(`regrade.decided.${proposal.state === 'proposed' ? 'approved' : proposal.state}`, {
              name: proposal.decidedBy,
              time: when.moment(proposal.decidedAt),
            })}{' '}
            {proposal.decisionReason}
          </p>
        )}
        {proposal.state === 'proposed' && <p>{t(mayApprove ? 'regrade.checkFirst' : 'regrade.own')}</p>}
      </section>
      <dl className={s.figures}>
        {figures.map((figure) => (
          <div key={figure}>
            <dt>{t(`regrade.figure.${figure}`)}</dt>
            <dd>
              <FormattedNumber value={impact[figure]} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{t('regrade.figure.mean')}</dt>
          <dd>{t('regrade.fromTo', { before: impact.meanBefore, after: impact.meanAfter })}</dd>
        </div>
      </dl>
      <Section title={t('regrade.candidates')}>
        {impact.rows.length === 0 ? (
          <p>{t('regrade.nobody', { count: impact.candidates })}</p>
        ) : (
          <div className={s.beside}>
            <ImpactDrawing rows={impact.rows} />
            <CandidateTable rows={impact.rows} />
          </div>
        )}
      </Section>
      {impact.items.length > 0 && (
        <Section title={t('regrade.items')}>
          <ItemTable items={impact.items} />
        </Section>
      )}
    </>
  );
}

function ActDialog({ id, act, onClose }: { id: string; act: Act; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const send = async () => {
    await api(regradeRoutes[act], { params: { id }, body: { reason: reason.trim() } });
    await client.invalidateQueries();
  };
  return (
    <FormDialog
      title={t(`regrade.${act}Title`)}
      intro={t(`regrade.${act}Intro`)}
      submit={t(`regrade.act.${act}`)}
      onClose={onClose}
      onSubmit={send}
    >
      <Field label={t('ask.reason')} rows={3} value={reason} onChange={setReason} maxLength={1000} isRequired autoFocus />
    </FormDialog>
  );
}
