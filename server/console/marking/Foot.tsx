import { Undo2 } from 'lucide-react';
import type { MarkingScheme } from '../../../shared/contract/marking.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import s from './Desk.module.css';
import { bestOf, confirm, type Draft, missing, totalOf, undo } from './draft.ts';

type Props = {
  scheme: MarkingScheme;
  draft: Draft;
  busy: boolean;
  onChange: (draft: Draft) => void;
  onSend: () => void;
  send: string;
};

/** The total so far, what is still missing, and the two steps: confirm, then send. */
export function Foot({ scheme, draft, busy, onChange, onSend, send }: Props) {
  const t = useText();
  const left = missing(scheme, draft);
  return (
    <div className={s.foot}>
      <p className={s.total}>
        <b className="tnum">{t('result.score', { score: totalOf(scheme, draft.levels), max: bestOf(scheme) })}</b>
        <span role="status">
          {draft.confirming
            ? t('marking.confirming')
            : left.length > 0
              ? t('marking.missing', { count: left.length })
              : t('marking.complete')}
        </span>
      </p>
      <div className={s.acts}>
        <Button
          icon={Undo2}
          hint="U"
          isDisabled={draft.history.length === 0 && !draft.confirming}
          onPress={() => onChange(undo(draft))}
        >
          {t('marking.undo')}
        </Button>
        {draft.confirming ? (
          <Button look="main" hint="↵" isPending={busy} onPress={onSend} autoFocus>
            {send}
          </Button>
        ) : (
          <Button look="main" hint="↵" isDisabled={left.length > 0} onPress={() => onChange(confirm(scheme, draft))}>
            {t('marking.confirm')}
          </Button>
        )}
      </div>
    </div>
  );
}
