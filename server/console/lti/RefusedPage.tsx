import { ExternalLink } from 'lucide-react';
import { LtiRefusal, ltiPaths } from '../../../shared/contract/lti.ts';
import { useScheme } from '../app/document.ts';
import { useText } from '../app/text.tsx';
import { PublicFrame } from '../credentials/PublicFrame.tsx';
import { Page } from '../ui/Page.tsx';
import s from './Lti.module.css';

/** Why a launch was not let in, and what to do about it. */
export function RefusedPage() {
  const t = useText();
  useScheme('light');
  const search = new URLSearchParams(window.location.search);
  const why = LtiRefusal.safeParse(search.get('why'));
  const code = why.success ? why.data : 'bad-request';
  const reference = (search.get('reference') ?? '').slice(0, 8);
  const again = search.get('again');
  return (
    <PublicFrame>
      <Page title={t('refused.title')}>
        <div className={s.box}>
          <p className={s.lead}>{t(`refused.${code}`)}</p>
          {again !== null && (
            // In a window of its own, the cookie that the login needs is not a third party's.
            <a className={s.onward} href={`${ltiPaths.login}?${new URLSearchParams(again)}`} target="_blank" rel="noreferrer">
              <ExternalLink size={16} aria-hidden />
              {t('refused.again')}
            </a>
          )}
          <p className={s.reference}>{t('refused.reference', { reference })}</p>
        </div>
      </Page>
    </PublicFrame>
  );
}
