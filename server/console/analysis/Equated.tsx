import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { FormattedNumber } from 'react-intl';
import { useText } from '../app/text.tsx';
import { Section } from '../ui/Page.tsx';
import { Loaded } from '../ui/States.tsx';
import s from './Analysis.module.css';
import { EquatingPlot } from './plots.tsx';
import { analysesQuery, equatingQuery } from './queries.ts';

/** What totals here are worth on another version or exam; offered once there is another one. */
export function Equated({ exam }: { exam: string }) {
  const t = useText();
  const id = useId();
  const [to, setTo] = useState<string | null>(null);
  const others = useQuery(analysesQuery).data?.filter((other) => other.exam !== exam) ?? [];
  if (others.length === 0) return null;
  return (
    <Section title={t('analysis.equating')}>
      <p>{t('analysis.equatingText')}</p>
      <p className={s.choose}>
        <label htmlFor={id}>{t('analysis.equateTo')}</label>
        <select id={id} value={to ?? ''} onChange={({ target }) => setTo(target.value === '' ? null : target.value)}>
          <option value="">{t('analysis.noComparison')}</option>
          {others.map(({ exam: other, title, version }) => (
            <option key={other} value={other}>
              {t('analysis.named', { title, version })}
            </option>
          ))}
        </select>
      </p>
      {to !== null && <Shown exam={exam} to={to} />}
    </Section>
  );
}

function Shown({ exam, to }: { exam: string; to: string }) {
  const t = useText();
  return (
    <Loaded query={useQuery(equatingQuery(exam, to))}>
      {(equating) => (
        <div className={s.pair}>
          <EquatingPlot equating={equating} />
          <div className={s.scroll}>
            <table className={s.table}>
              <thead>
                <tr>
                  <th scope="col">{t('analysis.newForm')}</th>
                  <th scope="col">{t('analysis.linear')}</th>
                  <th scope="col">{t('analysis.equipercentile')}</th>
                </tr>
              </thead>
              <tbody>
                {equating.scores.map(({ score, linear, equipercentile }) => (
                  <tr key={score}>
                    <th scope="row">{score}</th>
                    <td className="tnum">
                      <FormattedNumber value={linear} maximumFractionDigits={2} />
                    </td>
                    <td className="tnum">
                      <FormattedNumber value={equipercentile} maximumFractionDigits={2} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </Loaded>
  );
}
