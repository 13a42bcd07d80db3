/** Points on a picture: by pointer, by arrow keys, or by typing the position. */
import { MapPin, X } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useState } from 'react';
import type { Content, Picture } from '../../../shared/assessment/delivery.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { Ask } from './ask.tsx';
import { PictureItself } from './canvas.tsx';
import { useResponse } from './desk.tsx';
import s from './points.module.css';
import stage from './stage.module.css';
import { pointIn } from './values.ts';

type Props = {
  response: string;
  prompt: readonly Content[];
  instruction: string;
  /** What the button says that puts one at the cross. */
  putWord: string;
  picture: Picture;
  max: number;
  /** What stands at a point; `index` from 0. */
  draw: (x: number, y: number, index: number) => ReactNode;
};
const steps: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Takes points for a response; what stands at each is the caller's to draw. */
export function Points({ response, prompt, instruction, putWord, picture, max, draw }: Props) {
  const t = useText();
  const hint = useId();
  const { values, disabled, set } = useResponse(response);
  const [aim, setAim] = useState({ x: Math.round(picture.width / 2), y: Math.round(picture.height / 2) });
  const aimAt = (x: number, y: number) => {
    const [px, py] = pointIn(picture, x, y).split(' ').map(Number);
    setAim({ x: px ?? 0, y: py ?? 0 });
  };
  const mark = (x: number, y: number) => {
    const point = pointIn(picture, x, y);
    if (disabled || values.includes(point)) return;
    const kept = max > 0 ? values.slice(Math.max(0, values.length - max + 1)) : values;
    set([...kept, point]);
  };
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * picture.width;
    const y = ((event.clientY - box.top) / box.height) * picture.height;
    aimAt(x, y);
    mark(x, y);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.key === 'Enter' || event.key === ' ') mark(aim.x, aim.y);
    else if (step) aimAt(aim.x + step[0] * (event.shiftKey ? 1 : 10), aim.y + step[1] * (event.shiftKey ? 1 : 10));
    else return;
    event.preventDefault();
  };
  return (
    <Ask prompt={prompt} instruction={instruction}>
      <div
        className={`${stage.stage} ${s.stage}`}
        role="application"
        aria-label={t('point.stage', { x: aim.x, y: aim.y })}
        aria-describedby={hint}
        tabIndex={disabled ? -1 : 0}
        onPointerDown={onPointer}
        onKeyDown={onKey}
      >
        <PictureItself picture={picture} />
        <svg className={stage.layer} viewBox={`0 0 ${picture.width} ${picture.height}`} aria-hidden>
          <path className={stage.aim} d={`M${aim.x} 0V${picture.height}M0 ${aim.y}H${picture.width}`} />
          {values.map((value, index) => {
            const [x = 0, y = 0] = value.split(' ').map(Number);
            return (
              <g key={value} className={s.mark}>
                {draw(x, y, index)}
              </g>
            );
          })}
        </svg>
      </div>
      <p id={hint} className={stage.hint}>
        {t('point.keys')}
      </p>
      <div className={s.typed}>
        <Position label={t('point.x')} value={aim.x} most={picture.width} disabled={disabled} onValue={(x) => aimAt(x, aim.y)} />
        <Position label={t('point.y')} value={aim.y} most={picture.height} disabled={disabled} onValue={(y) => aimAt(aim.x, y)} />
        <Action icon={MapPin} disabled={disabled} onPress={() => mark(aim.x, aim.y)}>
          {putWord}
        </Action>
      </div>
      <ul className={s.points}>
        {values.map((value, index) => {
          const [x = 0, y = 0] = value.split(' ').map(Number);
          const name = t('point.nth', { place: index + 1, x, y });
          return (
            <li key={value}>
              <span className="tnum">{name}</span>
              <Action
                kind="quiet"
                icon={X}
                disabled={disabled}
                label={t('answer.remove', { name })}
                onPress={() => set(values.filter((known) => known !== value))}
              >
                {t('answer.remove-word')}
              </Action>
            </li>
          );
        })}
      </ul>
    </Ask>
  );
}

type PositionProps = { label: string; value: number; most: number; disabled: boolean; onValue: (value: number) => void };
function Position({ label, value, most, disabled, onValue }: PositionProps) {
  return (
    <label className={s.position}>
      <span>{label}</span>
      <input
        type="number"
        min={0}
        max={most}
        value={value}
        disabled={disabled}
        onChange={(event) => !Number.isNaN(event.target.valueAsNumber) && onValue(event.target.valueAsNumber)}
      />
    </label>
  );
}
