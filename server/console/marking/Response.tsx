import { Bot } from 'lucide-react';
import type { ScriptFlag } from '../../../shared/contract/marking.ts';
import { useText } from '../app/text.tsx';
import s from './Desk.module.css';

/** The question, foldable, and below it what was written, exactly as it was written. */
export function Response({ question, text, flags }: { question: readonly string[]; text: string; flags: readonly ScriptFlag[] }) {
  const t = useText();
  return (
    <>
      <details className={s.question} open>
        <summary>{t('marking.question')}</summary>
        <div dir="auto">
          {question.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      </details>
      {flags.length > 0 && (
        <ul className={s.flags}>
          {flags.map((flag) => (
            <li key={flag}>
              <Bot size={15} aria-hidden />
              {t(`marking.flag.${flag}`)}
            </li>
          ))}
        </ul>
      )}
      <section className={s.response} aria-label={t('marking.response')}>
        <h2>{t('marking.response')}</h2>
        <p dir="auto">{text}</p>
      </section>
    </>
  );
}
