import type { ProgrammeCheck } from '../../../shared/contract/programmes.ts';
import { useText } from '../app/text.tsx';
import { Section } from '../ui/Page.tsx';
import s from './Programmes.module.css';
import { Scroll } from './Scroll.tsx';

type Props = { check: ProgrammeCheck; onGo: ((place: string) => void) | null };

/**
 * What keeps a programme from being published, each with its place, and what is different from the version before.
 * @param props.onGo goes to a place on the form; null while there is no form to go to
 */
export function CheckPanel({ check: { faults, changes, against }, onGo }: Props) {
  const t = useText();
  return (
    <>
      {faults.length > 0 && (
        <Section title={t('check.faults', { count: faults.length })}>
          <ul className={s.faults} role="status">
            {faults.map(({ place, message }) => (
              <li key={`${place} ${message}`} dir="auto">
                {place && (
                  <>
                    {onGo ? (
                      <button type="button" className={s.place} onClick={() => onGo(place)}>
                        <bdi>{place}</bdi>
                      </button>
                    ) : (
                      <bdi>
                        <b>{place}</b>
                      </bdi>
                    )}
                    :{' '}
                  </>
                )}
                {message}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {changes && against && (
        <Section title={t('check.changes', { version: against })}>
          {changes.length === 0 ? (
            <p>{t('check.same')}</p>
          ) : (
            <Scroll label={t('check.changes', { version: against })}>
              <table className={s.plain}>
                <thead>
                  <tr>
                    <th>{t('check.place')}</th>
                    <th>{t('check.before')}</th>
                    <th>{t('check.after')}</th>
                  </tr>
                </thead>
                <tbody>
                  {changes.map(({ place, before, after }) => (
                    <tr key={place}>
                      <th scope="row">
                        <bdi>{place}</bdi>
                      </th>
                      <td className={s.before} dir="auto">
                        {before ?? ''}
                      </td>
                      <td className={s.after} dir="auto">
                        {after ?? ''}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </Scroll>
          )}
        </Section>
      )}
    </>
  );
}
