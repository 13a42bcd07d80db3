import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type LearnerPage, registrationRoutes } from '../../../shared/contract/registration.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { PublicFrame } from '../credentials/PublicFrame.tsx';
import cards from '../ui/Cards.module.css';
import { Page } from '../ui/Page.tsx';
import { Empty, FaultNote, Loaded } from '../ui/States.tsx';
import { type Act, WindowCard } from './WindowCard.tsx';

/** A learner's own page: which windows there are, why they may or may not register, and registering. */
export function RegisterPage() {
  const t = useText();
  useScheme('light');
  const client = useQueryClient();
  // The token stands behind the #, so that it reaches no log.
  const token = window.location.hash.slice(1);
  const key = ['registration', token];
  const query = useQuery({
    queryKey: key,
    queryFn: () => api(registrationRoutes.learnerPage, { body: { token } }),
    enabled: token !== '',
    retry: false,
  });
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  const act: Act = async (of) => {
    setBusy(true);
    setFault(null);
    try {
      const page: LearnerPage =
        of.act === 'go'
          ? await api(registrationRoutes.reschedule, { body: { token, from: of.from, to: of.window } })
          : await api(registrationRoutes[of.act], { body: { token, window: of.window } });
      client.setQueryData(key, page);
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <PublicFrame>
      <Page
        title={t('register.title')}
        {...(query.data ? { lead: t('register.lead', { name: query.data.name }) } : {})}
        acts={
          token !== '' && (
            <Link to="/my" hash={token}>
              {t('register.results')}
            </Link>
          )
        }
      >
        {fault && <FaultNote fault={fault} />}
        {token === '' ? (
          <FaultNote fault={new Fault('not-found', { detail: t('register.noLink') })} />
        ) : (
          <Loaded query={query}>
            {({ windows }) =>
              windows.length === 0 ? (
                <Empty title={t('register.none')}>{t('register.noneText')}</Empty>
              ) : (
                <ul className={cards.list}>
                  {windows.map((one) => (
                    <WindowCard
                      key={one.id}
                      window={one}
                      others={windows.filter(({ id, registered, state }) => id !== one.id && registered && state === 'granted')}
                      token={token}
                      busy={busy}
                      onAct={act}
                    />
                  ))}
                </ul>
              )
            }
          </Loaded>
        )}
      </Page>
    </PublicFrame>
  );
}
