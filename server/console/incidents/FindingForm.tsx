import { useQueryClient } from '@tanstack/react-query';
import { Lock } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Checkbox, CheckboxGroup, Form, Label, Radio, RadioGroup } from 'react-aria-components';
import { consoleRoutes, type IncidentSummary, type Verdict } from '../../../shared/contract/console.ts';
import { api } from '../app/api.ts';
import { useKeys, useSubmitKey } from '../app/keys.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { incidentsQuery } from '../app/queries.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Field, Refused } from '../ui/Field.tsx';
import { FaultNote } from '../ui/States.tsx';
import s from './Decide.module.css';
import { evidenceTags } from './model.ts';

const verdicts: readonly Verdict[] = ['no-concern', 'upheld'];

/** Verdict, what the evidence shows, and a reason the candidate may read. 1 and 2 choose, Ctrl+Enter records. */
export function FindingForm({ incident, onRecorded }: { incident: IncidentSummary; onRecorded: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [evidence, setEvidence] = useState<string[]>([]);
  const [reason, setReason] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  async function record(event: FormEvent) {
    event.preventDefault();
    if (busy || !verdict) return;
    setBusy(true);
    setFault(null);
    try {
      await api(consoleRoutes.find, { params: { id: incident.id }, body: { verdict, evidence, reason: reason.trim() } });
      onRecorded();
      await client.invalidateQueries({ queryKey: incidentsQuery.queryKey });
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }
  useKeys({ 1: () => setVerdict('no-concern'), 2: () => setVerdict('upheld') });
  useSubmitKey(form);

  return (
    <Form className={s.form ?? ''} onSubmit={record} ref={form}>
      <RadioGroup
        className={s.verdicts ?? ''}
        value={verdict}
        onChange={(value) => setVerdict(verdicts.find((each) => each === value) ?? null)}
        isRequired
      >
        <Label>{t('finding.verdict')}</Label>
        {verdicts.map((value, place) => (
          <Radio key={value} value={value} className={s.verdict ?? ''}>
            <i aria-hidden />
            <span>{t(`verdict.${value}`)}</span>
            <kbd aria-hidden>{place + 1}</kbd>
          </Radio>
        ))}
        <Refused />
      </RadioGroup>
      <CheckboxGroup className={s.evidence ?? ''} value={evidence} onChange={setEvidence} isRequired>
        <Label>{t('finding.evidence')}</Label>
        <div className={s.tags}>
          {evidenceTags(incident.cause).map((tag) => (
            <Checkbox key={tag} value={tag} className={s.tag ?? ''}>
              {t(`evidence.${tag}`)}
            </Checkbox>
          ))}
        </div>
        <Refused />
      </CheckboxGroup>
      <Field
        label={t('finding.reason')}
        help={t('finding.share')}
        rows={3}
        value={reason}
        onChange={setReason}
        maxLength={2000}
        isRequired
      />
      {fault && <FaultNote fault={fault} />}
      <div className={s.end}>
        <p>
          <Lock size={14} aria-hidden />
          {t(
            incident.state !== 'open'
              ? 'finding.blind'
              : verdict === 'no-concern' && !incident.twoDismiss
                ? 'finding.alone'
                : 'finding.first',
          )}
        </p>
        <Button type="submit" look="main" wide isPending={busy} hint={t('finding.key')}>
          {t('finding.record')}
        </Button>
      </div>
    </Form>
  );
}
