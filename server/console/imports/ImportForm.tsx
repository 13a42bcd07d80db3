import { useQueryClient } from '@tanstack/react-query';
import { Eye, FileUp } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { FileTrigger, Form } from 'react-aria-components';
import {
  ImportFormat,
  type ImportPreview,
  type ImportRun,
  ImportSettings,
  importFormats,
  importRoutes,
  neededSettings,
} from '../../../shared/contract/imports.ts';
import { api } from '../app/api.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Select } from '../regrade/Select.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { FaultNote } from '../ui/States.tsx';
import s from './Imports.module.css';
import { Preview } from './Preview.tsx';
import { runsQuery } from './queries.ts';

type Name = keyof ImportSettings;
const verifiedOptions = ['file', 'yes', 'no'] as const;

/** Chooses a file and its kind, shows what it would do, and does it. */
export function ImportForm() {
  const t = useText();
  const client = useQueryClient();
  const [format, setFormat] = useState<ImportFormat>('openedx-grade-report');
  const [fields, setFields] = useState<Partial<Record<Name, string>>>({ verified: 'file' });
  const [file, setFile] = useState<File | null>(null);
  const [confirmed, setConfirmed] = useState<number[]>([]);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [done, setDone] = useState<ImportRun | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const needed = neededSettings[format];
  const fetched = format === 'lti-results';

  const forget = () => {
    setPreview(null);
    setDone(null);
    setFault(null);
  };
  const given = async (rows: number[]) => {
    const settings = ImportSettings.parse(
      Object.fromEntries(
        needed.flatMap((name) => {
          const text = (fields[name] ?? '').trim();
          return text === '' ? [] : [[name, name === 'maximum' ? Number(text) : text]];
        }),
      ),
    );
    const text = fetched ? '' : ((await file?.text()) ?? '');
    return { format, file: fetched ? t('imports.gradebook') : (file?.name ?? ''), text, settings, confirmed: rows };
  };
  const run = async (task: () => Promise<void>) => {
    setBusy(true);
    setFault(null);
    try {
      await task();
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  };
  const look = (rows: number[]) =>
    run(async () => {
      setDone(null);
      setConfirmed(rows);
      setPreview(await api(importRoutes.preview, { body: await given(rows) }));
    });
  const apply = () =>
    run(async () => {
      if (!preview) return;
      setDone(await api(importRoutes.apply, { body: { ...(await given(confirmed)), hash: preview.hash } }));
      setPreview(null);
      await client.invalidateQueries({ queryKey: runsQuery.queryKey });
    });
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!busy) void look([]);
  };

  return (
    <>
      <Form className={s.form ?? ''} onSubmit={send}>
        <Select
          label={t('imports.format')}
          value={format}
          onChange={(value) => {
            setFormat(ImportFormat.parse(value));
            forget();
          }}
          options={importFormats.map((value) => ({ value, label: t(`imports.format.${value}`) }))}
        />
        <p className={s.help}>{t(`imports.help.${format}`)}</p>
        <div className={s.fields}>
          {needed.map((name) =>
            name === 'verified' ? (
              <Select
                key={name}
                label={t('imports.set.verified')}
                value={fields.verified ?? 'file'}
                onChange={(value) => setFields((before) => ({ ...before, verified: value }))}
                options={verifiedOptions.map((value) => ({ value, label: t(`imports.verified.${value}`) }))}
              />
            ) : (
              <Field
                key={name}
                label={t(`imports.set.${name}`)}
                value={fields[name] ?? ''}
                onChange={(value) => setFields((before) => ({ ...before, [name]: value }))}
                isRequired
              />
            ),
          )}
        </div>
        {!fetched && (
          <FileTrigger
            acceptedFileTypes={['.csv', '.tsv', '.txt', '.dat', 'text/csv']}
            onSelect={(files) => {
              setFile(files?.[0] ?? null);
              forget();
            }}
          >
            <Button icon={FileUp}>{file ? file.name : t('imports.choose')}</Button>
          </FileTrigger>
        )}
        <Button type="submit" icon={Eye} look="main" isPending={busy} isDisabled={!fetched && !file}>
          {t('imports.look')}
        </Button>
      </Form>
      {fault && <FaultNote fault={fault} />}
      {preview && (
        <Preview
          preview={preview}
          confirmed={confirmed}
          busy={busy}
          onConfirm={(rows) => void look(rows)}
          onApply={() => void apply()}
        />
      )}
      {done && (
        <p className={s.done} role="status">
          {t('imports.done', { taken: done.taken, unchanged: done.unchanged, problems: done.problems })}
        </p>
      )}
    </>
  );
}
