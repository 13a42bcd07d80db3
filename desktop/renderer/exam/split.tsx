/** Case and question side by side; the line between them moves by pointer and by keys. */
import { GripVertical } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useDisplay } from '../i18n/display.tsx';
import { directionOf } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import { useSession } from './session.tsx';
import s from './split.module.css';

const least = 30;
const most = 70;

export function Split({ start, end }: { start: ReactNode; end: ReactNode }) {
  const t = useText();
  const { locale } = useDisplay();
  const { split, setSplit } = useSession();
  const frame = useRef<HTMLDivElement>(null);
  const [dragging, setDragging] = useState(false);
  const rtl = directionOf(locale) === 'rtl';
  const put = (share: number) => setSplit(Math.round(Math.min(most, Math.max(least, share))));
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: rtl ? 2 : -2, ArrowRight: rtl ? -2 : 2, Home: -100, End: 100 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    put(split + step);
  };
  const follow = (clientX: number) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box) return;
    const share = ((clientX - box.left) / box.width) * 100;
    put(rtl ? 100 - share : share);
  };
  return (
    <div
      ref={frame}
      className={s.split}
      style={{ gridTemplateColumns: `minmax(0, ${split}fr) 0.875rem minmax(0, ${100 - split}fr)` }}
    >
      {start}
      {/* biome-ignore lint/a11y/useSemanticElements: an hr cannot hold the grip */}
      <div
        className={s.line}
        role="separator"
        aria-label={t('split.label')}
        aria-orientation="vertical"
        aria-valuenow={split}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        onKeyDown={onKey}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
        }}
        onPointerMove={(event) => dragging && follow(event.clientX)}
        onPointerUp={() => setDragging(false)}
        onPointerCancel={() => setDragging(false)}
      >
        <GripVertical aria-hidden className={s.grip} />
      </div>
      {end}
    </div>
  );
}
