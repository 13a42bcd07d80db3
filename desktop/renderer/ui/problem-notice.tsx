/** A refusal by main or the server, in the candidate's language. */
import { TriangleAlert } from 'lucide-react';
import type { Problem, ProblemCode } from '../../../shared/contract/problem.ts';
import type { MessageId } from '../i18n/locales.ts';
import { useText } from '../i18n/text.ts';
import { Notice } from './notice.tsx';
import s from './problem-notice.module.css';

const known: Partial<Record<ProblemCode, MessageId>> = {
  'bad-code': 'problem.bad-code',
  unreachable: 'problem.unreachable',
  'bound-elsewhere': 'problem.bound-elsewhere',
  busy: 'problem.busy',
  'not-allowed': 'problem.not-allowed',
  'not-eligible': 'problem.not-eligible',
  'not-released': 'problem.not-released',
  'outside-window': 'problem.outside-window',
  'already-over': 'problem.already-over',
  'tier-too-low': 'problem.tier-too-low',
  'too-large': 'problem.too-large',
  'too-many': 'problem.too-many',
  'unknown-protocol': 'problem.unknown-protocol',
};

/** Says what happened and what to do, then the sender's own words and the reasons one by one. */
export function ProblemNotice({ problem }: { problem: Problem }) {
  const t = useText();
  return (
    <Notice tone="amber" icon={TriangleAlert} title={t(known[problem.code] ?? 'problem.other')} live>
      <p>{problem.message}</p>
      <Reasons reasons={problem.reasons ?? []} />
    </Notice>
  );
}

/** Rule by rule, why a gate refused. */
export function Reasons({ reasons }: { reasons: string[] }) {
  if (reasons.length === 0) return null;
  return (
    <ul className={s.reasons}>
      {reasons.map((reason) => (
        <li key={reason}>{reason}</li>
      ))}
    </ul>
  );
}
