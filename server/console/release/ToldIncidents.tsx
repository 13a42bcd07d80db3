import { CircleCheck, Gavel } from 'lucide-react';
import type { ToldIncident } from '../../../shared/contract/release.ts';
import { useText, useWhen } from '../app/text.tsx';
import { Tag } from '../ui/Tag.tsx';
import { Evidence } from './Evidence.tsx';
import s from './My.module.css';
import { Objecting } from './Objecting.tsx';
import type { Objection } from './objection.ts';

type Props = {
  incidents: readonly ToldIncident[];
  destroyedAt: number | null;
  token: string;
  onObject: (objection: Objection) => void;
};

/** What people looked at, and what they made of it. */
export function ToldIncidents({ incidents, destroyedAt, token, onObject }: Props) {
  const t = useText();
  const when = useWhen();
  return (
    <section className={s.incidents}>
      <h4>{t('my.lookedAt')}</h4>
      <ul>
        {incidents.map(({ id, cause, from, to, upheld, reasons, pictures, clips, ground }) => {
          const what = t('my.incident', { cause: t(`cause.${cause}`), from: when.moment(from) });
          return (
            <li key={id} className={s.incident} data-upheld={upheld}>
              <header>
                <b>{t(`cause.${cause}`)}</b>
                <span className="tnum">
                  {when.moment(from)}–{when.minute(to)}
                </span>
                <Tag icon={upheld ? Gavel : CircleCheck} tone={upheld ? 'amber' : 'green'}>
                  {t(upheld ? 'my.upheld' : 'my.noConcern')}
                </Tag>
              </header>
              {reasons.map((reason) => (
                <blockquote key={reason} dir="auto">
                  {reason}
                </blockquote>
              ))}
              {upheld && <Evidence incident={id} pictures={pictures} clips={clips} destroyedAt={destroyedAt} token={token} />}
              {ground && (
                <Objecting
                  ground={ground}
                  of={what}
                  onObject={() => onObject({ about: { kind: 'incident', id }, title: t('my.appealFinding', { what }) })}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
