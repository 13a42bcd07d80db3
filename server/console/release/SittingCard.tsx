import { CircleCheck, CircleX, Hourglass, PenLine } from 'lucide-react';
import type { ToldSitting } from '../../../shared/contract/release.ts';
import { useText } from '../app/text.tsx';
import cards from '../ui/Cards.module.css';
import { Tag } from '../ui/Tag.tsx';
import s from './My.module.css';
import { Objecting } from './Objecting.tsx';
import type { Objection } from './objection.ts';
import { Questions } from './questions/Questions.tsx';
import { ScoreBar } from './ScoreBar.tsx';
import { ToldIncidents } from './ToldIncidents.tsx';

const looks = {
  running: { icon: PenLine, tone: 'blue' },
  review: { icon: Hourglass, tone: 'amber' },
  final: { icon: CircleCheck, tone: 'green' },
  invalidated: { icon: CircleX, tone: 'red' },
} as const;

type Props = { sitting: ToldSitting; token: string; onObject: (objection: Objection) => void };

/** One sitting: how far it is, what it came to, what people found. */
export function SittingCard({ sitting, token, onObject }: Props) {
  const t = useText();
  const { id, exam, window, state, result, incidents, questions, destroyedAt, ground } = sitting;
  const { icon, tone } = looks[state];
  return (
    <li className={cards.card}>
      <header className={s.head}>
        <div>
          <h3 dir="auto">{exam}</h3>
          <p className={s.subtitle} dir="auto">
            {window}
          </p>
        </div>
        <Tag icon={icon} tone={tone}>
          {t(`my.state.${state}`)}
        </Tag>
      </header>
      {result ? <ScoreBar {...result} /> : <p>{t(`my.text.${state}`)}</p>}
      {incidents.length > 0 && (
        <ToldIncidents incidents={incidents} destroyedAt={destroyedAt} token={token} onObject={onObject} />
      )}
      {questions && <Questions sitting={id} token={token} />}
      {ground && (
        <Objecting
          ground={ground}
          of={exam}
          onObject={() => onObject({ about: { kind: 'sitting', id }, title: t('my.appealScore', { exam }) })}
        />
      )}
    </li>
  );
}
