import { useQuery } from '@tanstack/react-query';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import type { PlatformRow, LtiPage as Shown } from '../../../shared/contract/lti.ts';
import { ltiRoutes } from '../../../shared/contract/lti.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import s from '../credentials/Credentials.module.css';
import { Button } from '../ui/Button.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { AccountTable } from './AccountTable.tsx';
import { LinkTable } from './LinkTable.tsx';
import { MessageTable } from './MessageTable.tsx';
import { PlatformDialog } from './PlatformDialog.tsx';
import { PlatformTable } from './PlatformTable.tsx';
import { ltiQuery } from './queries.ts';
import { useRefresh } from './useRefresh.ts';

/** Learning platforms: which may send people here, who of them is which learner, and what goes back to them. */
export function LtiPage() {
  const t = useText();
  useScheme('light');
  const query = useQuery(ltiQuery);
  const [asking, setAsking] = useState<PlatformRow | 'new' | 'keys' | null>(null);
  return (
    <Page
      title={t('nav.lti')}
      lead={t('lti.lead')}
      acts={
        <>
          <Button icon={KeyRound} onPress={() => setAsking('keys')}>
            {t('lti.rotate')}
          </Button>
          <Button icon={Plus} look="main" onPress={() => setAsking('new')}>
            {t('lti.add')}
          </Button>
        </>
      }
    >
      <Loaded query={query}>{(page) => <Body page={page} onChange={setAsking} />}</Loaded>
      {asking === 'keys' && <KeysDialog onClose={() => setAsking(null)} />}
      {asking !== null && asking !== 'keys' && <PlatformDialog of={asking} onClose={() => setAsking(null)} />}
    </Page>
  );
}

function Body({ page, onChange }: { page: Shown; onChange: (platform: PlatformRow) => void }) {
  const t = useText();
  const { tool, platforms, accounts, resources, messages } = page;
  const facts = [
    [t('lti.tool.login'), tool.login],
    [t('lti.tool.launch'), tool.launch],
    [t('lti.tool.jwks'), tool.jwks],
  ] as const;
  return (
    <>
      <Section title={t('lti.tool')}>
        <p>{t('lti.toolHelp')}</p>
        <dl className={s.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
          <div>
            <dt>{t('lti.tool.keys')}</dt>
            <dd>{t('lti.tool.keyCount', { count: tool.keys.length })}</dd>
          </div>
        </dl>
      </Section>
      <Section title={t('lti.platforms')}>
        {platforms.length === 0 ? (
          <Empty title={t('lti.noPlatforms')}>{t('lti.noPlatformsText')}</Empty>
        ) : (
          <PlatformTable platforms={platforms} onChange={onChange} />
        )}
      </Section>
      <Section title={t('lti.accounts')}>
        <p>{t('lti.accountsHelp')}</p>
        {accounts.length === 0 ? (
          <Empty title={t('lti.noAccounts')}>{t('lti.noAccountsText')}</Empty>
        ) : (
          <AccountTable accounts={accounts} />
        )}
      </Section>
      {resources.length > 0 && (
        <Section title={t('lti.links')}>
          <p>{t('lti.linksHelp')}</p>
          <LinkTable links={resources} />
        </Section>
      )}
      <Section title={t('lti.messages')}>
        {messages.length === 0 ? (
          <Empty title={t('lti.noMessages')}>{t('lti.noMessagesText')}</Empty>
        ) : (
          <MessageTable messages={messages} />
        )}
      </Section>
    </>
  );
}

function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const refresh = useRefresh();
  const submit = async () => {
    await api(ltiRoutes.rotateKey, {});
    await refresh();
  };
  return (
    <FormDialog
      title={t('lti.rotateTitle')}
      intro={t('lti.rotateIntro')}
      submit={t('lti.rotate')}
      onClose={onClose}
      onSubmit={submit}
    />
  );
}
