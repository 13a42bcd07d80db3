/** Asks once more before handing in, and says what is still missing. */
import { Send, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import type { CourseView } from '../../../shared/sitting/course-view.ts';
import { useClient } from '../client/client.tsx';
import { useCommand } from '../client/use-command.ts';
import { useText } from '../i18n/text.ts';
import { Action } from '../ui/action.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import type { Standing } from './answered.ts';
import { useHindrance } from './hindrance.ts';
import { useSession } from './session.tsx';

type Props = {
  open: boolean;
  onClose: () => void;
  missing: number;
  marked: number;
  count: number;
  course: CourseView | null;
  all: readonly Standing[];
};

export function SubmitDialog({ open, onClose, missing, marked, count, course, all }: Props) {
  const t = useText();
  const { bridge, view } = useClient();
  const { drafts } = useSession();
  const { run, running, problem } = useCommand();
  const [unsaved, setUnsaved] = useState(false);
  const hindered = useHindrance(course?.outHindrance ?? null, course, all);
  const submit = async () => {
    // Nothing is handed in before the last keystroke is on the disk.
    const saved = await drafts.flush();
    setUnsaved(!saved);
    if (saved) await run(() => bridge.submit({}));
  };
  const actions = (
    <>
      <Action onPress={onClose}>{t('submit.not-yet')}</Action>
      <Action kind="primary" icon={Send} flips disabled={running || view.busy || hindered !== null} onPress={() => void submit()}>
        {t('submit.now')}
      </Action>
    </>
  );
  return (
    <Dialog title={t('submit.title')} open={open} onClose={onClose} alert actions={actions}>
      <p>{missing > 0 ? t('submit.missing', { missing, count }) : t('submit.complete', { count })}</p>
      {marked > 0 && <p>{t('submit.marked', { marked })}</p>}
      <p>{t('submit.final')}</p>
      {view.connection === 'offline' && <p>{t('submit.offline')}</p>}
      {hindered && <Notice tone="blue" icon={TriangleAlert} title={hindered} live />}
      {unsaved && (
        <Notice tone="amber" icon={TriangleAlert} title={t('save.failed')} live>
          <p>{t('submit.unsaved')}</p>
        </Notice>
      )}
      {problem && <ProblemNotice problem={problem} />}
    </Dialog>
  );
}
