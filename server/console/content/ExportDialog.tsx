import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { contentRoutes, type ExamRow, type ExportKind } from '../../../shared/contract/content.ts';
import { api } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import { Choice } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Loaded } from '../ui/States.tsx';
import s from './Content.module.css';
import { notesQuery } from './queries.ts';

/** Asks for whom a package is, says what it can't hold for them, and saves it. */
export function ExportDialog({ exam, onClose }: { exam: ExamRow; onClose: () => void }) {
  const t = useText();
  const [kind, setKind] = useState<ExportKind>('profile');
  const save = async (): Promise<void> => {
    const zip = await api(contentRoutes.package, { params: { id: exam.id }, query: { kind } });
    const address = URL.createObjectURL(new Blob([Uint8Array.from(zip)], { type: 'application/zip' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = `${exam.id}-${kind}.zip`;
    link.click();
    URL.revokeObjectURL(address);
  };
  return (
    <FormDialog
      title={t('content.exportOne', { exam: exam.title, version: exam.version })}
      intro={t('content.exportIntro')}
      submit={t('content.save')}
      onClose={onClose}
      onSubmit={save}
    >
      <Choice
        label={t('content.for')}
        value={kind}
        onChange={setKind}
        options={[
          { value: 'profile', label: t('content.profile') },
          { value: 'plain', label: t('content.plain') },
        ]}
      />
      {kind === 'plain' && <Notes id={exam.id} />}
    </FormDialog>
  );
}

function Notes({ id }: { id: string }) {
  const t = useText();
  const query = useQuery(notesQuery(id));
  return (
    <Loaded query={query}>
      {({ replaced, notes }) => (
        <div role="status">
          <p>{t('content.replaced', { replaced, notes: notes.length })}</p>
          {notes.length > 0 && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
            <ul className={s.notes} tabIndex={0}>
              {notes.map(({ file, line, message }) => (
                <li key={`${file} ${line} ${message}`}>
                  <div>
                    <bdi dir="ltr">
                      {file}:{line}
                    </bdi>
                  </div>
                  <div dir="auto">{message}</div>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
    </Loaded>
  );
}
