/** A comment on the question, for staff: kept like an answer, and never graded. */
import { useId } from 'react';
import { useIntl } from 'react-intl';
import { COMMENT_LENGTH } from '../../../shared/journal/entry.ts';
import { useText } from '../i18n/text.ts';
import s from './comment-field.module.css';

type Props = {
  text: string;
  disabled: boolean;
  /** `done`: the candidate has left the field. */
  onChange: (text: string, done: boolean) => void;
};

export function CommentField({ text, disabled, onChange }: Props) {
  const t = useText();
  const intl = useIntl();
  const [field, hint] = [useId(), useId()];
  const left = COMMENT_LENGTH - text.length;
  return (
    <div className={s.comment}>
      <label htmlFor={field} className={s.label}>
        {t('comment.label')}
      </label>
      <textarea
        id={field}
        className={s.area}
        rows={2}
        dir="auto"
        value={text}
        maxLength={COMMENT_LENGTH}
        disabled={disabled}
        autoComplete="off"
        spellCheck={false}
        aria-describedby={hint}
        onChange={(event) => onChange(event.target.value, false)}
        onBlur={(event) => onChange(event.target.value, true)}
      />
      <p id={hint} className={s.hint}>
        {t('comment.hint')}
        {left < 200 && ` ${t('text.characters-left', { count: intl.formatNumber(left) })}`}
      </p>
    </div>
  );
}
