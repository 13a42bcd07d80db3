import type { MarkingScheme } from '../../../shared/contract/marking.ts';
import { useText } from '../app/text.tsx';
import s from './Scheme.module.css';

/** A scheme that stands, to read. */
export function SchemeTable({ scheme }: { scheme: MarkingScheme }) {
  const t = useText();
  return (
    <>
      {scheme.criteria.map(({ id, title, weight, tolerance, levels }) => (
        <table key={id} className={s.table}>
          <caption>
            <bdi>{title}</bdi> <small>{t('scheme.weighs', { weight, tolerance })}</small>
          </caption>
          <tbody>
            {levels.map((level) => (
              <tr key={level.points}>
                <td className="tnum">{level.points}</td>
                <th scope="row">
                  <bdi>{level.title}</bdi>
                </th>
                <td dir="auto">{level.descriptor}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
      <p>
        {t('scheme.rules', {
          marks: scheme.marks,
          tolerance: scheme.tolerance,
          every: scheme.seeds.every,
          stopAfter: scheme.seeds.stopAfter,
          inRow: scheme.practice.inRow,
        })}
      </p>
      {scheme.guidance !== '' && <p dir="auto">{scheme.guidance}</p>}
    </>
  );
}
