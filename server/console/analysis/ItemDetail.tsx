import { Check } from 'lucide-react';
import { FormattedNumber } from 'react-intl';
import type { ItemAnalysis } from '../../../shared/contract/analysis.ts';
import { useText } from '../app/text.tsx';
import { Section } from '../ui/Page.tsx';
import { Tag } from '../ui/Tag.tsx';
import s from './Analysis.module.css';
import { CurvePlot, GroupPlot } from './plots.tsx';

/** One item: what candidates of each strength chose, and its curve where there are enough of them. */
export function ItemDetail({ item, curvesFrom }: { item: ItemAnalysis; curvesFrom: number }) {
  const t = useText();
  return (
    <Section title={item.title} aside={item.section}>
      <div className={s.pair}>
        <div>
          <h3>{t('analysis.byStrength')}</h3>
          <GroupPlot item={item} />
        </div>
        <div>
          <h3>{t('analysis.curve')}</h3>
          {item.curve ? (
            <>
              <CurvePlot item={item} />
              <p>{t('analysis.curveText', { a: item.curve.a, b: item.curve.b })}</p>
            </>
          ) : (
            <p>{t('analysis.noCurve', { people: curvesFrom })}</p>
          )}
        </div>
      </div>
      {item.choices.length > 0 && (
        <div className={s.scroll}>
          <table className={s.table}>
            <thead>
              <tr>
                <th scope="col">{t('analysis.choice')}</th>
                <th scope="col">{t('analysis.chosenBy')}</th>
                <th scope="col">{t('analysis.share')}</th>
                <th scope="col">{t('analysis.discrimination')}</th>
              </tr>
            </thead>
            <tbody>
              {item.choices.map(({ choice, text, isKey, count, share, discrimination }) => (
                <tr key={choice}>
                  <th scope="row">
                    <bdi>{choice === '' ? t('analysis.blank') : `${choice} ${text}`}</bdi>{' '}
                    {isKey && (
                      <Tag icon={Check} tone="green">
                        {t('analysis.key')}
                      </Tag>
                    )}
                  </th>
                  <td className="tnum">{count}</td>
                  <td className="tnum">
                    <FormattedNumber value={share} style="percent" />
                  </td>
                  <td className="tnum">
                    {discrimination === null ? (
                      t('analysis.unknown')
                    ) : (
                      <FormattedNumber value={discrimination} maximumFractionDigits={2} />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
