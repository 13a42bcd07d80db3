import { CircleCheck, CircleX, Hourglass, type LucideIcon, UserCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type LtiAccount, ltiRoutes } from '../../../shared/contract/lti.ts';
import { api } from '../app/api.ts';
import { useText, useWhen } from '../app/text.tsx';
import s from '../credentials/Credentials.module.css';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Tag, type Tone } from '../ui/Tag.tsx';
import { useRefresh } from './useRefresh.ts';

const looks: Record<LtiAccount['state'], { icon: LucideIcon; tone: Tone }> = {
  waiting: { icon: Hourglass, tone: 'amber' },
  linked: { icon: CircleCheck, tone: 'green' },
  refused: { icon: CircleX, tone: 'plain' },
};

/** Accounts of platforms, and which learner each is. */
export function AccountTable({ accounts }: { accounts: readonly LtiAccount[] }) {
  const t = useText();
  const when = useWhen();
  const [settling, setSettling] = useState<LtiAccount | null>(null);
  const columns = useMemo(
    (): Column<LtiAccount>[] => [
      {
        id: 'account',
        header: t('lti.account'),
        value: ({ claimedName, sub }) => claimedName ?? sub,
        cell: ({ claimedName, claimedEmail, sub, platformTitle }) => (
          <>
            <bdi>{claimedName ?? sub}</bdi>
            <span className={s.why}>
              <bdi>{[claimedEmail, platformTitle].filter(Boolean).join(' · ')}</bdi>
            </span>
          </>
        ),
      },
      {
        id: 'seen',
        header: t('lti.firstSeen'),
        value: ({ firstSeen }) => firstSeen,
        cell: ({ firstSeen }) => when.moment(firstSeen),
      },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`lti.account.${state}`),
        cell: ({ state, learnerName, learner, settledBy, reason }) => (
          <>
            <Tag {...looks[state]}>{t(`lti.account.${state}`)}</Tag>
            {settledBy && (
              <span className={s.why}>
                <bdi>{learnerName ?? learner ?? ''}</bdi> <bdi>{settledBy}</bdi> <span dir="auto">{reason}</span>
              </span>
            )}
          </>
        ),
      },
      {
        id: 'act',
        header: t('col.act'),
        value: () => '',
        plain: true,
        cell: (account) => (
          <Button
            icon={UserCheck}
            aria-label={t('lti.settleOf', { name: account.claimedName ?? account.sub })}
            onPress={() => setSettling(account)}
          >
            {t('lti.settle')}
          </Button>
        ),
      },
    ],
    [t, when],
  );
  return (
    <>
      <DataTable
        label={t('lti.accounts')}
        rows={accounts}
        columns={columns}
        rowId={({ platform, sub }) => `${platform} ${sub}`}
        find={t('lti.findAccount')}
      />
      {settling && <SettleDialog account={settling} onClose={() => setSettling(null)} />}
    </>
  );
}

function SettleDialog({ account, onClose }: { account: LtiAccount; onClose: () => void }) {
  const t = useText();
  const refresh = useRefresh();
  const [verdict, setVerdict] = useState<'link' | 'refuse'>('link');
  const [learner, setLearner] = useState(account.learner ?? account.sameEmail?.id ?? '');
  const [reason, setReason] = useState('');
  const submit = async () => {
    const { platform, sub } = account;
    await api(ltiRoutes.settleAccount, {
      body: { platform, sub, learner: verdict === 'link' ? learner.trim() : null, reason: reason.trim() },
    });
    await refresh();
  };
  const intro = account.sameEmail
    ? t('lti.settleSame', { name: account.sameEmail.name, id: account.sameEmail.id })
    : t('lti.settleIntro');
  return (
    <FormDialog
      title={t('lti.settleOf', { name: account.claimedName ?? account.sub })}
      intro={intro}
      submit={t(verdict === 'link' ? 'lti.link' : 'lti.refuse')}
      danger={verdict === 'refuse'}
      onClose={onClose}
      onSubmit={submit}
    >
      <Choice
        label={t('lti.verdict')}
        value={verdict}
        onChange={setVerdict}
        options={[
          { value: 'link', label: t('lti.link') },
          { value: 'refuse', label: t('lti.refuse') },
        ]}
      />
      {verdict === 'link' && <Field label={t('lti.learnerId')} value={learner} onChange={setLearner} maxLength={64} isRequired />}
      <Field
        label={t('ask.reason')}
        help={t('lti.reasonHelp')}
        rows={3}
        value={reason}
        onChange={setReason}
        maxLength={500}
        isRequired
      />
    </FormDialog>
  );
}
