import { useState } from 'react';
import { useText } from '../app/text.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';

type Props = { title: string; onClose: () => void; onFile: (words: string) => Promise<void> };

/** The candidate's own words against a finding, a score or a decision. */
export function AppealDialog({ title, onClose, onFile }: Props) {
  const t = useText();
  const [words, setWords] = useState('');
  return (
    <FormDialog title={title} intro={t('my.appealText')} submit={t('my.file')} onClose={onClose} onSubmit={() => onFile(words)}>
      <Field
        label={t('my.words')}
        help={t('my.wordsHelp')}
        value={words}
        onChange={setWords}
        rows={6}
        maxLength={2000}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
