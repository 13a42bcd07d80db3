import { useQuery } from '@tanstack/react-query';
import { ExternalLink, Play, RotateCw } from 'lucide-react';
import { useEffect } from 'react';
import { type LtiArrival, ltiRoutes } from '../../../shared/contract/lti.ts';
import { api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { PublicFrame } from '../credentials/PublicFrame.tsx';
import { Button } from '../ui/Button.tsx';
import { Page } from '../ui/Page.tsx';
import { FaultNote, Loaded } from '../ui/States.tsx';
import s from './Lti.module.css';

const RELOAD_MS = 15_000;

/** Where a launch ends: on to registration, or why that waits, or the start of the platform's own assessment. */
export function ArrivedPage() {
  const t = useText();
  useScheme('light');
  // The token stands behind the #, so that it reaches no log.
  const token = window.location.hash.slice(1);
  const query = useQuery({
    queryKey: ['lti-arrival', token],
    queryFn: () => api(ltiRoutes.arrival, { body: { token } }),
    enabled: token !== '',
    retry: false,
    refetchInterval: (own) => (own.state.data?.kind === 'proctoring' && own.state.data.start === null ? RELOAD_MS : false),
  });
  return (
    <PublicFrame>
      <Page title={t('arrived.title')}>
        {token === '' ? (
          <FaultNote fault={new Fault('not-found')} />
        ) : (
          <Loaded query={query}>{(arrival) => <Arrival arrival={arrival} onAgain={() => void query.refetch()} />}</Loaded>
        )}
      </Page>
    </PublicFrame>
  );
}

function Arrival({ arrival, onAgain }: { arrival: LtiArrival; onAgain: () => void }) {
  const t = useText();
  const { kind, platform, entry, start, errorMessage, returnUrl } = arrival;
  const isFramed = window.top !== window.self;
  const onward = kind === 'waiting' && entry !== null;
  useEffect(() => {
    if (onward && !isFramed) window.location.replace(`/register#${entry}`);
  }, [onward, isFramed, entry]);
  return (
    <div className={s.box}>
      {kind === 'ended' && (
        <>
          <p className={s.lead}>{t('arrived.ended')}</p>
          {errorMessage && <p dir="auto">{errorMessage}</p>}
        </>
      )}
      {kind === 'waiting' && entry === null && (
        <>
          <p className={s.lead}>{t('arrived.unknown', { platform })}</p>
          <p>{t('arrived.unknownText')}</p>
          <Button icon={RotateCw} onPress={onAgain}>
            {t('arrived.again')}
          </Button>
        </>
      )}
      {kind === 'proctoring' && (
        <>
          <p className={s.lead}>{t(start ? 'arrived.ready' : 'arrived.checkIn')}</p>
          {start ? (
            <form method="post" action={start.url}>
              <input type="hidden" name="JWT" value={start.jwt} />
              <Button type="submit" icon={Play} look="main">
                {t('arrived.start')}
              </Button>
            </form>
          ) : (
            <p>{t('arrived.checkInText')}</p>
          )}
        </>
      )}
      {entry !== null && kind !== 'ended' && (
        <a className={s.onward} href={`/register#${entry}`} target="_blank" rel="noreferrer">
          <ExternalLink size={16} aria-hidden />
          {t('arrived.register')}
        </a>
      )}
      {returnUrl && (
        <a href={returnUrl} target="_top">
          {t('arrived.back', { platform })}
        </a>
      )}
    </div>
  );
}
