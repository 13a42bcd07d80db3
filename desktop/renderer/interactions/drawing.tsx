/** Draw on a picture, by pointer or by keys; each line is kept as it ends. */
import { Undo2 } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from 'react';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { formatFile, parseFile } from '../../../shared/assessment/files.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { Ask } from './ask.tsx';
import { PictureItself } from './canvas.tsx';
import { useDesk, useResponse } from './desk.tsx';
import s from './drawing.module.css';
import { type Line, pathOf, pngOf } from './lines.ts';
import stage from './stage.module.css';
import { pointIn } from './values.ts';

type Props = { interaction: Extract<Interaction, { interaction: 'drawing' }> };
const steps: Record<string, readonly [x: number, y: number]> = {
  ArrowLeft: [-10, 0],
  ArrowRight: [10, 0],
  ArrowUp: [0, -10],
  ArrowDown: [0, 10],
};
/** Lines outlive a look at another question; after a restart only the kept picture is left. */
const drawn = new Map<string, readonly Line[]>();

export function Drawing({ interaction: { response, prompt, picture } }: Props) {
  const t = useText();
  const hint = useId();
  const { item, attach } = useDesk();
  const key = `${item}/${response}`;
  const { values, disabled, set } = useResponse(response);
  const [lines, setLines] = useState<readonly Line[]>(drawn.get(key) ?? []);
  const [line, setLine] = useState<Line | null>(null);
  const [aim, setAim] = useState({ x: Math.round(picture.width / 2), y: Math.round(picture.height / 2) });
  const [failed, setFailed] = useState(false);
  const newest = useRef(0);
  useEffect(() => void drawn.set(key, lines), [key, lines]);
  const kept = values[0] === undefined ? undefined : parseFile(values[0]);

  const keep = async (next: readonly Line[]) => {
    setLines(next);
    const turn = ++newest.current;
    if (next.length === 0) return set([]);
    const bytes = await pngOf(picture, next);
    const hash = bytes && (await attach(bytes));
    if (turn !== newest.current) return;
    setFailed(!hash);
    if (hash && bytes) set([formatFile({ hash, bytes: bytes.length, type: 'image/png', name: 'drawing.png' })]);
  };
  const end = () => {
    if (line && line.length > 0) void keep([...lines, line]);
    setLine(null);
  };
  const inPicture = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * picture.width;
    const [px = 0, py = 0] = pointIn(picture, x, ((event.clientY - box.top) / box.height) * picture.height)
      .split(' ')
      .map(Number);
    return { x: px, y: py };
  };
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    if (disabled) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setLine([inPicture(event)]);
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const at = inPicture(event);
    if (line && event.buttons > 0) setLine([...line, at]);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (disabled) return;
    if (event.key === ' ') {
      if (line) end();
      else setLine([aim]);
    } else if (step) {
      const scale = event.shiftKey ? 0.1 : 1;
      const [x = 0, y = 0] = pointIn(picture, aim.x + step[0] * scale, aim.y + step[1] * scale)
        .split(' ')
        .map(Number);
      setAim({ x, y });
      if (line) setLine([...line, { x, y }]);
    } else return;
    event.preventDefault();
  };
  const isLost = kept !== undefined && lines.length === 0;
  return (
    <Ask prompt={prompt} instruction={t('drawing.how')} onClear={kept && !disabled ? () => void keep([]) : undefined}>
      <div
        className={`${stage.stage} ${s.stage}`}
        role="application"
        aria-label={t(line ? 'drawing.down' : 'drawing.up', { x: aim.x, y: aim.y })}
        aria-describedby={hint}
        tabIndex={disabled ? -1 : 0}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={end}
        onPointerCancel={end}
        onKeyDown={onKey}
        onBlur={end}
      >
        <PictureItself picture={picture} />
        <svg className={stage.layer} viewBox={`0 0 ${picture.width} ${picture.height}`} aria-hidden>
          <path className={`${stage.aim} ${s.aim}`} d={`M${aim.x} 0V${picture.height}M0 ${aim.y}H${picture.width}`} />
          {[...lines, ...(line ? [line] : [])].map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added and taken from the end
            <path key={index} className={s.line} d={pathOf(one)} />
          ))}
        </svg>
      </div>
      <p id={hint} className={stage.hint}>
        {t('drawing.keys')}
      </p>
      <Action icon={Undo2} disabled={disabled || lines.length === 0} onPress={() => void keep(lines.slice(0, -1))}>
        {t('drawing.undo')}
      </Action>
      <p role="status" className={stage.hint}>
        {failed ? t('upload.failed') : isLost ? t('drawing.from-before') : t('drawing.lines', { count: lines.length })}
      </p>
    </Ask>
  );
}
