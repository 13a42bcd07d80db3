/** One question: its number, marking and crossing out, and its content with the interactions. */
import { Flag, Strikethrough } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useIntl } from 'react-intl';
import type { Content, DeliveryItem } from '../../../shared/assessment/delivery.ts';
import { useClient } from '../client/client.tsx';
import { Flow } from '../content/flow.tsx';
import { unreadable } from '../content/schema.ts';
import { useText } from '../i18n/text.ts';
import { type Desk, DeskContext } from '../interactions/desk.tsx';
import { cx } from '../ui/cx.ts';
import { CommentField } from './comment-field.tsx';
import s from './content.module.css';
import { TYPING_PAUSE_MS } from './drafts.ts';
import { useDrafts, useSession } from './session.tsx';
import { Unreadable, UnreadableGuard } from './unreadable.tsx';

type Props = {
  item: DeliveryItem;
  number: number;
  /** Null while it is not known how many there will be. */
  count: number | null;
  marked: boolean;
  /** Whether one can come back to it. */
  markable: boolean;
  disabled: boolean;
  /** True in the last seconds, when nothing may wait for a pause in typing. */
  hurry: boolean;
  onMark: (marked: boolean) => void;
};

export function Question({ item, number, count, marked, markable, disabled, hurry, onMark }: Props) {
  const t = useText();
  const intl = useIntl();
  const { drafts, out, setOut, crossing, setCrossing } = useSession();
  const { answers, comments } = useDrafts();
  const { bridge } = useClient();
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question begins to be read from its head
  useEffect(() => {
    heading.current?.focus();
  }, [item.id]);

  const desk: Desk = {
    item: item.id,
    disabled,
    declarations: item.responses,
    values: (response) => answers[item.id]?.[response] ?? [],
    change: (response, values, pace) =>
      drafts.change(item.id, response, values, pace === 'typing' && !hurry ? TYPING_PAUSE_MS : 0),
    attach: async (bytes) => {
      const outcome = await bridge.attach({ bytes });
      return outcome.ok ? outcome.value.hash : null;
    },
    crossing,
    isOut: (choice) => out.has(`${item.id}/${choice}`),
    toggleOut: (choice) => {
      const next = new Set(out);
      if (!next.delete(`${item.id}/${choice}`)) next.add(`${item.id}/${choice}`);
      setOut(next);
    },
  };
  return (
    <section className={s.question} aria-labelledby="question-title">
      <div className={s.head}>
        <h2 id="question-title" ref={heading} tabIndex={-1} className={s.heading}>
          <span className="sr">
            {count === null
              ? t('course.question-title', { number, title: item.title })
              : t('question.title', { number, count, title: item.title })}
          </span>
          <span aria-hidden className={cx(s.number, 'tnum')}>
            {intl.formatNumber(number)}
          </span>
        </h2>
        {markable && (
          <ToggleButton className={cx(s.toggle)} isSelected={marked} isDisabled={disabled} onChange={onMark}>
            <Flag aria-hidden className={s.icon} fill={marked ? 'currentColor' : 'none'} />
            {t(marked ? 'question.marked' : 'question.mark')}
          </ToggleButton>
        )}
        {holdsChoice(item.content) && (
          <ToggleButton className={cx(s.toggle, s.cross)} isSelected={crossing} onChange={setCrossing}>
            <Strikethrough aria-hidden className={s.icon} />
            {t('question.cross-out')}
          </ToggleButton>
        )}
      </div>
      <div className={s.body}>
        <DeskContext value={desk}>
          <UnreadableGuard key={item.id}>
            {item.content.includes(unreadable) ? <Unreadable /> : <Flow content={item.content} className={s.flow} />}
          </UnreadableGuard>
        </DeskContext>
        {item.comment && (
          <CommentField
            key={item.id}
            text={comments[item.id] ?? ''}
            disabled={disabled}
            onChange={(text, done) => drafts.comment(item.id, text, done || hurry ? 0 : TYPING_PAUSE_MS)}
          />
        )}
      </div>
    </section>
  );
}

const holdsChoice = (content: readonly Content[]): boolean =>
  content.some((node) => {
    if (typeof node === 'string') return false;
    return 'interaction' in node ? node.interaction === 'choice' : holdsChoice(node.children);
  });
