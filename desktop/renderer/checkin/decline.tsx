/** Every step may be left out, with a reason: a person looks at it then, and nobody is locked out by a camera. */
import { CircleHelp } from 'lucide-react';
import { useState } from 'react';
import { Label, Radio, RadioGroup, TextArea, TextField } from 'react-aria-components';
import { type CheckInStep, SkipReason } from '../../../shared/journal/entry.ts';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { cx } from '../ui/cx.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import s from './checkin.module.css';

export function Decline({ step }: { step: CheckInStep }) {
  const t = useText();
  const { bridge } = useClient();
  const { run, running, problem } = useCommand();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<SkipReason | null>(null);
  const [words, setWords] = useState('');
  const reasons = SkipReason.options.filter((one) => one !== 'no-document' || step === 'document');
  const leave = async () => {
    if (reason) await run(() => bridge.declineStep({ step, reason, words: words.trim() }));
  };
  return (
    <>
      <Action kind="quiet" icon={CircleHelp} onPress={() => setOpen(true)}>
        {t('checkin.cannot')}
      </Action>
      <Dialog
        title={t('checkin.decline-title')}
        open={open}
        onClose={() => setOpen(false)}
        actions={
          <>
            <Action kind="primary" disabled={!reason || running} onPress={() => void leave()}>
              {t('checkin.decline')}
            </Action>
            <Action onPress={() => setOpen(false)}>{t('checkin.decline-not')}</Action>
          </>
        }
      >
        <p>{t('checkin.decline-what')}</p>
        <RadioGroup
          className={cx(s.reasons)}
          value={reason}
          onChange={(value) => setReason(reasons.find((one) => one === value) ?? null)}
        >
          <Label className={cx(s.label)}>{t('checkin.reason')}</Label>
          {reasons.map((one) => (
            <Radio key={one} value={one} className={cx(s.reason)}>
              <span className={s.dot} aria-hidden />
              {t(`checkin.reason.${one}`)}
            </Radio>
          ))}
        </RadioGroup>
        <TextField className={cx(s.words)} value={words} onChange={setWords} maxLength={500}>
          <Label className={cx(s.label)}>{t('checkin.words')}</Label>
          <TextArea rows={2} className={cx(s.area)} />
        </TextField>
        {problem && <ProblemNotice problem={problem} />}
      </Dialog>
    </>
  );
}
