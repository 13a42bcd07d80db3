import { TriangleAlert } from 'lucide-react';
import { FormattedNumber } from 'react-intl';
import type { ExamAnalysis } from '../../../shared/contract/analysis.ts';
import { useText } from '../app/text.tsx';
import { Tag } from '../ui/Tag.tsx';
import s from './Analysis.module.css';

/** The item map in words, and the way to each item by keyboard. */
export function ItemTable({
  analysis,
  chosen,
  onChoose,
}: {
  analysis: ExamAnalysis;
  chosen: string | null;
  onChoose: (item: string) => void;
}) {
  const t = useText();
  const number = (value: number | null) =>
    value === null ? t('analysis.unknown') : <FormattedNumber value={value} maximumFractionDigits={2} />;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={s.scroll} tabIndex={0} aria-label={t('analysis.items')}>
      <table className={s.table}>
        <thead>
          <tr>
            <th scope="col">{t('analysis.number')}</th>
            <th scope="col">{t('analysis.item')}</th>
            <th scope="col">{t('analysis.difficulty')}</th>
            <th scope="col">{t('analysis.discrimination')}</th>
            <th scope="col">{t('analysis.alphaWithout')}</th>
            {analysis.focal !== null && <th scope="col">{t('analysis.dif', { group: analysis.focal })}</th>}
            <th scope="col">{t('analysis.look')}</th>
          </tr>
        </thead>
        <tbody>
          {analysis.items.map((item, place) => (
            <tr key={item.item}>
              <td className="tnum">{place + 1}</td>
              <th scope="row">
                <button type="button" className={s.link} aria-pressed={item.item === chosen} onClick={() => onChoose(item.item)}>
                  <bdi>{item.title}</bdi>
                </button>
              </th>
              <td className="tnum">
                <FormattedNumber value={item.difficulty} style="percent" />
              </td>
              <td className="tnum">{number(item.discrimination)}</td>
              <td className="tnum">{number(item.alphaWithout)}</td>
              {analysis.focal !== null && (
                <td className="tnum">
                  {item.dif ? t('analysis.difSize', { size: item.dif.size, delta: item.dif.delta }) : t('analysis.unknown')}
                </td>
              )}
              <td>
                <span className={s.flags}>
                  {item.flags.map((flag) => (
                    <Tag key={flag} icon={TriangleAlert} tone="amber">
                      {t(`analysis.flag.${flag}`)}
                    </Tag>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
