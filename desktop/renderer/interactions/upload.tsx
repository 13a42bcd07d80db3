/** Hand in a file. Its bytes are on this computer's disk before the answer names it. */
import { FileUp } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { formatFile, parseFile } from '../../../shared/assessment/files.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { Ask } from './ask.tsx';
import { useDesk, useResponse } from './desk.tsx';
import s from './upload.module.css';

type Props = { interaction: Extract<Interaction, { interaction: 'upload' }> };
type Fault = 'upload.type' | 'upload.size' | 'upload.empty' | 'upload.failed';

export function Upload({ interaction: { response, prompt, types, maxBytes } }: Props) {
  const t = useText();
  const intl = useIntl();
  const id = useId();
  const { attach } = useDesk();
  const { values, disabled, set } = useResponse(response);
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const file = values[0] === undefined ? undefined : parseFile(values[0]);
  const megabytes = intl.formatNumber(maxBytes / 1_000_000, { maximumFractionDigits: 1 });

  const take = async (chosen: File): Promise<Fault | null> => {
    const type = chosen.type.toLowerCase() || 'application/octet-stream';
    if (types.length > 0 && !types.includes(type)) return 'upload.type';
    if (chosen.size === 0) return 'upload.empty';
    if (chosen.size > maxBytes) return 'upload.size';
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    const hash = await attach(bytes);
    if (hash === null) return 'upload.failed';
    set([formatFile({ hash, bytes: bytes.length, type, name: chosen.name.slice(-200) })]);
    return null;
  };
  const onChosen = async (chosen: File | undefined) => {
    if (!chosen) return;
    setBusy(true);
    setFault(await take(chosen).catch((): Fault => 'upload.failed'));
    setBusy(false);
    if (input.current) input.current.value = '';
  };
  return (
    <Ask prompt={prompt} instruction={t('upload.how', { megabytes })} onClear={file && !disabled ? () => set([]) : undefined}>
      <p className={s.file} role="status">
        {busy
          ? t('upload.keeping')
          : file
            ? t('upload.kept', { name: file.name, kilobytes: Math.ceil(file.bytes / 1000) })
            : t('upload.none')}
      </p>
      <input
        ref={input}
        id={id}
        type="file"
        className={s.input}
        accept={types.join(',')}
        disabled={disabled || busy}
        aria-label={t('upload.choose')}
        tabIndex={-1}
        onChange={(event) => void onChosen(event.target.files?.[0])}
      />
      <Action icon={FileUp} disabled={disabled || busy} onPress={() => input.current?.click()}>
        {t(file ? 'upload.other' : 'upload.choose')}
      </Action>
      {fault && (
        <p className={s.fault} role="alert">
          {t(fault, { megabytes, types: types.join(', ') })}
        </p>
      )}
    </Ask>
  );
}
