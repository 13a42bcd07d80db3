import { Download } from 'lucide-react';
import { useState } from 'react';
import { FormattedNumber } from 'react-intl';
import { useText } from '../app/text.tsx';
import s from './AnswerFiles.module.css';

export type AnswerFile = { place: number; type: string; bytes: number };

const PICTURES = ['image/png', 'image/jpeg'];

/** The files of an answer: pictures to look at, everything else to save. @param addressOf where a file's bytes are */
export function AnswerFiles({ files, addressOf }: { files: readonly AnswerFile[]; addressOf: (place: number) => string }) {
  return (
    <ul className={s.files}>
      {files.map((file) => (
        <li key={file.place}>
          {PICTURES.includes(file.type) && <Shown place={file.place} address={addressOf(file.place)} />}
          <Saved file={file} address={addressOf(file.place)} />
        </li>
      ))}
    </ul>
  );
}

function Shown({ place, address }: { place: number; address: string }) {
  const t = useText();
  const [failed, setFailed] = useState(false);
  if (failed) return <p>{t('file.gone')}</p>;
  return (
    <a href={address} target="_blank" rel="noreferrer">
      <img className={s.picture} src={address} alt={t('file.picture', { place })} onError={() => setFailed(true)} />
    </a>
  );
}

function Saved({ file: { place, type, bytes }, address }: { file: AnswerFile; address: string }) {
  const t = useText();
  return (
    <a className={s.save} href={address} download>
      <Download size={15} aria-hidden />
      <span>{t('file.save', { place })}</span>
      <small>
        <bdi dir="ltr">{type}</bdi> <FormattedNumber value={Math.max(1, Math.round(bytes / 1000))} style="unit" unit="kilobyte" />
      </small>
    </a>
  );
}
