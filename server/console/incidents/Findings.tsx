import { CircleCheck, EyeOff, Gavel } from 'lucide-react';
import type { IncidentPage } from '../../../shared/contract/console.ts';
import { sayOr, useText, useWhen } from '../app/text.tsx';
import { Tag } from '../ui/Tag.tsx';
import s from './Decide.module.css';

/** What was found, once it is decided; until then only that someone else must decide, unseen. */
export function Findings({ page, waiting }: { page: IncidentPage; waiting: boolean }) {
  const t = useText();
  const when = useWhen();
  if (waiting)
    return (
      <p className={s.waiting} role="status">
        <EyeOff size={17} aria-hidden />
        {t('finding.someoneElse')}
      </p>
    );
  return (
    <ol className={s.findings} aria-label={t('finding.all')}>
      {page.findings.map((finding) => (
        <li key={finding.by}>
          <Tag icon={finding.verdict === 'upheld' ? Gavel : CircleCheck} tone={finding.verdict === 'upheld' ? 'amber' : 'green'}>
            {t(`verdict.${finding.verdict}`)}
          </Tag>
          <p className={s.by}>
            {finding.onAppeal && <b>{t('finding.onAppeal')}: </b>}
            <bdi>{finding.by}</bdi>, {when.moment(finding.at)}
          </p>
          <p>{finding.evidence.map((tag) => sayOr(t, `evidence.${tag}`, tag)).join(' · ')}</p>
          <p dir="auto">{finding.reason}</p>
        </li>
      ))}
    </ol>
  );
}
