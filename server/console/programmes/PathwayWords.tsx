import type { Programme } from '../../../shared/programme/index.ts';
import { useText } from '../app/text.tsx';
import s from './Programmes.module.css';

/** What each partner gives to holders whom it admits, in its own words. */
export function PathwayWords({ pathways }: { pathways: NonNullable<Programme['pathways']> }) {
  const t = useText();
  return (
    <div className={s.text}>
      {pathways.map((pathway) => (
        <div key={pathway.id}>
          <h3>
            <bdi>
              {pathway.partner}: {pathway.leadsTo}
            </bdi>
          </h3>
          <p>
            {t('worth.credit', { value: pathway.credit.value, unit: pathway.credit.unit })}{' '}
            {pathway.validYears !== null && t('worth.years', { years: pathway.validYears })}
          </p>
          <p dir="auto">{pathway.policy.text}</p>
          <p className={s.small}>{t('worth.policy', { version: pathway.policy.version })}</p>
        </div>
      ))}
    </div>
  );
}
