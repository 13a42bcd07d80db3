import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button, Label, Radio, RadioGroup } from 'react-aria-components';
import type { Criterion, MarkingScheme } from '../../../shared/contract/marking.ts';
import { useText } from '../app/text.tsx';
import s from './Desk.module.css';
import { choose, type Draft, goTo } from './draft.ts';

type Props = { scheme: MarkingScheme; draft: Draft; onChange: (draft: Draft) => void };

/** The criteria: the current one with its levels, the others in one line each. */
export function Rubric({ scheme, draft, onChange }: Props) {
  return (
    <ol className={s.rubric}>
      {scheme.criteria.map((criterion) => (
        <li key={criterion.id}>
          {criterion.id === draft.current && !draft.confirming ? (
            <Open criterion={criterion} {...{ scheme, draft, onChange }} />
          ) : (
            <Closed criterion={criterion} {...{ scheme, draft, onChange }} />
          )}
        </li>
      ))}
    </ol>
  );
}

function Open({ criterion, scheme, draft, onChange }: Props & { criterion: Criterion }) {
  const t = useText();
  const group = useRef<HTMLDivElement>(null);
  const first = scheme.criteria[0]?.id;
  const started = draft.history.length > 0 || draft.current !== first;
  // Not at the start: the page begins at its top.
  useEffect(() => {
    if (started) group.current?.scrollIntoView({ block: 'nearest' });
  }, [started]);
  const chosen = draft.levels[criterion.id];
  const pick = (value: string) => onChange(choose(draft, criterion.id, Number(value)));
  return (
    <RadioGroup
      ref={group}
      className={s.criterion ?? ''}
      value={chosen === undefined ? null : String(chosen)}
      onChange={pick}
      data-current
    >
      <Label className={s.title ?? ''}>
        <span dir="auto">{criterion.title}</span>
        {criterion.weight !== 1 && <small>{t('marking.weight', { weight: criterion.weight })}</small>}
      </Label>
      {criterion.levels.map((level, place) => (
        <Radio key={level.points} value={String(level.points)} className={s.level ?? ''}>
          <kbd aria-hidden>{place + 1}</kbd>
          <span dir="auto">
            <b>{level.title}</b>
            {level.descriptor && <span className={s.descriptor}>{level.descriptor}</span>}
          </span>
          <span className={s.points}>{t('marking.points', { points: level.points })}</span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

function Closed({ criterion, draft, onChange }: Props & { criterion: Criterion }) {
  const t = useText();
  const level = criterion.levels.find(({ points }) => points === draft.levels[criterion.id]);
  return (
    <Button className={s.closed ?? ''} onPress={() => onChange(goTo(draft, criterion.id))}>
      <span dir="auto">{criterion.title}</span>
      <span className={s.chosen} data-chosen={level !== undefined}>
        {level && <Check size={14} aria-hidden />}
        {level ? `${level.title} · ${t('marking.points', { points: level.points })}` : t('marking.open')}
      </span>
    </Button>
  );
}
