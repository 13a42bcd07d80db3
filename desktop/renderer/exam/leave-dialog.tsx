/** Asks once more before a part is left for good, and says what is still missing. */
import { ArrowRight, TriangleAlert } from 'lucide-react';
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
  course: CourseView | null;
  /** The questions that can still be reached, and no longer once the part is left. */
  all: readonly Standing[];
  onClose: () => void;
  onLeft: () => void;
};

export function LeaveDialog({ open, course, all, onClose, onLeft }: Props) {
  const t = useText();
  const { bridge, view } = useClient();
  const { drafts } = useSession();
  const { run, running, problem } = useCommand();
  const [unsaved, setUnsaved] = useState(false);
  const hindered = useHindrance(course?.outHindrance ?? null, course, all);
  const missing = all.filter(({ progress }) => progress !== 'answered').length;
  const leave = async () => {
    const saved = await drafts.flush();
    setUnsaved(!saved);
    if (!saved || !(await run(() => bridge.advance({})))) return;
    onLeft();
    onClose();
  };
  const actions = (
    <>
      <Action onPress={onClose}>{t('submit.not-yet')}</Action>
      <Action
        kind="primary"
        icon={ArrowRight}
        iconAfter
        flips
        disabled={running || hindered !== null}
        onPress={() => void leave()}
      >
        {t('course.leave-now')}
      </Action>
    </>
  );
  return (
    <Dialog title={t('course.leave-title')} open={open} onClose={onClose} alert actions={actions}>
      {missing > 0 && <p>{t('submit.missing', { missing, count: all.length })}</p>}
      <p>{t('course.leave-final')}</p>
      {course?.out.kind === 'stretch' && <p>{t(view.connection === 'offline' ? 'course.leave-offline' : 'course.leave-wait')}</p>}
      {hindered && <Notice tone="blue" icon={TriangleAlert} title={hindered} live />}
      {unsaved && (
        <Notice tone="amber" icon={TriangleAlert} title={t('save.failed')} live>
          <p>{t('course.unsaved')}</p>
        </Notice>
      )}
      {problem && <ProblemNotice problem={problem} />}
    </Dialog>
  );
}
