import { Accessibility, History, Info, type LucideIcon, MessageCircle, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import type { IncidentPage } from '../../../shared/contract/console.ts';
import { sayOr, useText, useWhen } from '../app/text.tsx';
import s from './Decide.module.css';

function Fact({ icon: Icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <li>
      <Icon size={15} aria-hidden />
      <span>{children}</span>
    </li>
  );
}

/** How far to trust the detector, what was agreed with the candidate, what came before, and the candidate's own words. */
export function BeforeYouDecide({ page }: { page: IncidentPage }) {
  const t = useText();
  const when = useWhen();
  const { detector, accommodations, earlier, words, incident } = page;
  const agreed = accommodations.map((kind) => sayOr(t, `accommodation.${kind}`, kind)).join(', ');
  const record =
    detector.decided === 0 ? t('before.noRecord') : t('before.record', { upheld: detector.upheld, decided: detector.decided });
  return (
    <div className={s.before}>
      <h2>{t('before.title')}</h2>
      <ul>
        {incident.cause === 'proctor-note' ? (
          <Fact icon={StickyNote}>{t('before.note')}</Fact>
        ) : (
          <Fact icon={Info}>{record}</Fact>
        )}
        <Fact icon={Accessibility}>{agreed ? t('before.agreed', { agreed }) : t('before.noneAgreed')}</Fact>
        <Fact icon={History}>{t('before.earlier', { count: earlier })}</Fact>
        {words.length === 0 && <Fact icon={MessageCircle}>{t('before.noWords')}</Fact>}
        {words.map((said) => (
          <Fact key={said.wall} icon={MessageCircle}>
            {t('before.words', { time: when.time(said.wall) })} <q dir="auto">{said.text}</q>
          </Fact>
        ))}
      </ul>
    </div>
  );
}
