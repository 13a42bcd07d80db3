import { useEffect, useState } from 'react';
import { type OwnApplication, pathwayRoutes } from '../../../shared/contract/pathways.ts';
import { api } from '../app/api.ts';
import { useScheme, useTitle } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText, useWhen } from '../app/text.tsx';
import { PublicFrame } from '../credentials/PublicFrame.tsx';
import s from '../programmes/Programmes.module.css';
import { Scroll } from '../programmes/Scroll.tsx';
import { useFigures } from '../programmes/words.ts';
import { Button } from '../ui/Button.tsx';
import { Section } from '../ui/Page.tsx';
import { FaultNote, Loading } from '../ui/States.tsx';

/** What the learner sees behind the link: all that would be sent, the partner's words, and the choice. */
export function ApplyPage() {
  const t = useText();
  useScheme('light');
  useTitle(t('app.titled', { page: t('apply.title') }));
  // The token stands behind the #, which no server and no referrer gets to see.
  const [token] = useState(() => window.location.hash.slice(1));
  const [own, setOwn] = useState<OwnApplication | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    api(pathwayRoutes.own, { body: { token } })
      .then(setOwn)
      .catch((thrown: unknown) => setFault(asFault(thrown)));
  }, [token]);
  return (
    <PublicFrame>
      <main className={s.wide}>
        <h1>{t('apply.title')}</h1>
        {fault && <FaultNote fault={fault} />}
        {own ? <Own own={own} token={token} onChange={setOwn} onFault={setFault} /> : !fault && <Loading />}
      </main>
    </PublicFrame>
  );
}

type Props = {
  own: OwnApplication;
  token: string;
  onChange: (own: OwnApplication) => void;
  onFault: (fault: Fault | null) => void;
};

function Own({ own, token, onChange, onFault }: Props) {
  const t = useText();
  const when = useWhen();
  const f = useFigures();
  const [agreed, setAgreed] = useState(false);
  const { pathway, state, scores, consentedAt, sentAt } = own;
  const act = (what: () => Promise<OwnApplication>) => () => {
    onFault(null);
    what()
      .then(onChange)
      .catch((thrown: unknown) => onFault(asFault(thrown)));
  };
  const consent = act(() => api(pathwayRoutes.consent, { body: { token, policyVersion: pathway.policy.version } }));
  const withdraw = act(() => api(pathwayRoutes.withdraw, { body: { token } }));
  return (
    <>
      <p>
        <bdi>{own.name}</bdi> · <bdi>{own.title}</bdi>
      </p>
      <p className={s.note} role="status">
        {t(`apply.${state}`, {
          consented: consentedAt === null ? '' : when.moment(consentedAt),
          sent: sentAt === null ? '' : when.moment(sentAt),
        })}
      </p>
      <Section title={t('apply.policy')}>
        <div className={s.text}>
          <h3>
            <bdi>
              {pathway.partner}: {pathway.leadsTo}
            </bdi>
          </h3>
          <p dir="auto">{pathway.policy.text}</p>
          <p>{t('worth.credit', { value: pathway.credit.value, unit: pathway.credit.unit })}</p>
          <p className={s.small}>{t('worth.policy', { version: pathway.policy.version })}</p>
        </div>
      </Section>
      <Section title={t('apply.what')}>
        <div className={s.text}>
          <ul>
            <li>
              {t('apply.name')} <bdi>{own.name}</bdi>
            </li>
            <li>
              {t('apply.credential')} <bdi>{own.title}</bdi>
            </li>
          </ul>
          {scores.length > 0 && (
            <Scroll label={t('apply.what')}>
              <table className={s.plain}>
                <thead>
                  <tr>
                    <th>{t('apply.exam')}</th>
                    <th data-number>{t('apply.score')}</th>
                    <th data-number>{t('apply.sem')}</th>
                    <th data-number>{t('apply.percentile')}</th>
                    <th>{t('apply.taken')}</th>
                  </tr>
                </thead>
                <tbody>
                  {scores.map((line) => (
                    <tr key={line.exam}>
                      <th scope="row">
                        <bdi>{line.title}</bdi>
                      </th>
                      <td data-number>{f.percent(line.percent)}</td>
                      <td data-number>{line.sem === null ? '–' : t('apply.plusMinus', { sem: f.number(line.sem) })}</td>
                      <td data-number>{line.percentile === null ? '–' : f.number(line.percentile)}</td>
                      <td>{f.day(line.takenOn)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )}
          <p className={s.small}>{t('apply.figures')}</p>
        </div>
      </Section>
      {state === 'open' && (
        <Section title={t('apply.consent')}>
          <div className={s.text}>
            <label className={s.check}>
              <input type="checkbox" checked={agreed} onChange={(event) => setAgreed(event.target.checked)} />
              {t('apply.agree', { partner: pathway.partner })}
            </label>
            <p className={s.small}>{t('apply.noPromise')}</p>
            <div className={s.buttons}>
              <Button look="main" isDisabled={!agreed} onPress={consent}>
                {t('apply.send')}
              </Button>
              <Button onPress={withdraw}>{t('apply.decline')}</Button>
            </div>
          </div>
        </Section>
      )}
      {(state === 'consented' || state === 'sent') && (
        <Section title={t('apply.takeBack')}>
          <div className={s.text}>
            <p>{t(sentAt === null ? 'apply.takeBackText' : 'apply.takeBackSent')}</p>
            <div>
              <Button look="danger" onPress={withdraw}>
                {t('apply.takeBack')}
              </Button>
            </div>
          </div>
        </Section>
      )}
    </>
  );
}
