import { Bot } from 'lucide-react';
import { markingRoutes, type ScriptFile, type ScriptFlag } from '../../../shared/contract/marking.ts';
import { addressOf } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import { AnswerFiles } from '../ui/AnswerFiles.tsx';
import s from './Desk.module.css';

type Props = {
  queue: string;
  script: string;
  question: readonly string[];
  text: string;
  /** Empty where the candidate remarked nothing. */
  comment: string;
  files: readonly ScriptFile[];
  flags: readonly ScriptFlag[];
};

/** The question, foldable, and below it what was written, exactly as it was written, with its files and drawings. */
export function Response({ queue, script, question, text, comment, files, flags }: Props) {
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
        {text !== '' && <p dir="auto">{text}</p>}
        {text === '' && files.length === 0 && <p>{t('file.emptied')}</p>}
        {files.length > 0 && (
          <AnswerFiles
            files={files}
            addressOf={(place) => addressOf(markingRoutes.file, { params: { queue, script, place: String(place) } })}
          />
        )}
      </section>
      {comment !== '' && (
        <section className={s.response} aria-label={t('comment.title')}>
          <h2>{t('comment.title')}</h2>
          <p dir="auto">{comment}</p>
        </section>
      )}
    </>
  );
}
