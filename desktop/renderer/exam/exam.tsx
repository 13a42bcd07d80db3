/** The running exam: one question at a time, or the list of all. */
import { BookOpen, CircleQuestionMark, RotateCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { DeliveryForm } from '../../../shared/assessment/delivery.ts';
import { useClient } from '../client/client.tsx';
import { ContentSetting } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { drawInteraction } from '../interactions/interaction.tsx';
import { Bars } from '../notices/bars.tsx';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { cx } from '../ui/cx.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { isReachable, standings } from './answered.ts';
import { Between } from './between.tsx';
import { CasePanel } from './case-panel.tsx';
import c from './content.module.css';
import { CourseBar } from './course-bar.tsx';
import s from './exam.module.css';
import { Foot } from './foot.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { usePlace } from './place.ts';
import { Question } from './question.tsx';
import { Review } from './review.tsx';
import { useDrafts, useForm, useSession } from './session.tsx';
import { Split } from './split.tsx';
import { TopBar } from './top-bar.tsx';
import { useOneColumn } from './use-one-column.ts';
import { useLeft, useRemaining } from './use-remaining.ts';

/** In the last seconds typing is stored with every keystroke. */
const hurryMs = 3_000;
type Props = { onPanel: (panel: Panel) => void };

export function Exam({ onPanel }: Props) {
  const t = useText();
  const { view } = useClient();
  const { form, problem, retry } = useForm(view.sitting?.course?.stretch ?? 1);
  if (form) return <Running form={form} onPanel={onPanel} />;
  return (
    <main className={s.loading}>
      <h1 className="sr">{t('exam.loading')}</h1>
      {problem ? (
        <>
          <ProblemNotice problem={problem} />
          <Action icon={RotateCw} onPress={retry}>
            {t('exam.retry')}
          </Action>
        </>
      ) : (
        <p role="status">{t('exam.loading')}</p>
      )}
    </main>
  );
}

function Running({ form, onPanel }: Props & { form: DeliveryForm }) {
  const t = useText();
  const { bridge, view } = useClient();
  const { drafts, current, setCurrent, place, setPlace } = useSession();
  const { answers } = useDrafts();
  const oneColumn = useOneColumn();
  const left = useRemaining() ?? 0;
  const leftOf = useLeft();
  const [leaving, setLeaving] = useState(false);
  /** The question from which the candidate left a part, on purpose. */
  const [departed, setDeparted] = useState<string | null>(null);
  const course = view.sitting?.course ?? null;

  const all = standings(form, answers, view.sitting?.marked ?? [], course);
  const find = (id: string | null) => all.find((standing) => standing.item.id === id && (!course || isReachable(standing)));
  const main = all.find(({ item }) => item.id === view.sitting?.current);
  // Where the plan leads on, what main holds is before the candidate; without one, the screen leads.
  const inSight = main && main.state !== 'left' && (course?.linear || isReachable(main)) ? main : undefined;
  const here = find(current) ?? (course ? (inSight ?? all.find(({ state }) => state === 'open')) : all[0]);
  const item = here?.item;
  // Time has moved the candidate on, who has not read so yet.
  const leftBehind = course?.items.find(({ id }) => id === current && id !== item?.id);
  const moved = leftBehind?.over === true && leftBehind.id !== departed;
  const section = form.sections.findIndex(({ items }) => items.some(({ id }) => id === item?.id));
  const stimulus = form.sections[section]?.stimuli.find(({ id }) => id === item?.stimulus);
  const sharing = all.filter((standing) => stimulus && standing.item.stimulus === stimulus.id);
  const limits = course?.limits.filter(({ late }) => !late).map(({ leftMs }) => leftOf(leftMs)) ?? [];
  const closed = here?.state === 'closed' || limits.some((ms) => ms <= 0);
  const spent = here?.state === 'spent';
  const over = left <= 0 || closed || spent || view.sitting?.submitCause != null;
  const least = Math.min(left, ...limits);

  const shownItem = place === 'question' && !course?.waiting ? item?.id : undefined;
  useEffect(() => {
    if (shownItem) void bridge.show({ item: shownItem });
  }, [bridge, shownItem]);
  useEffect(() => {
    if (over) void drafts.flush();
  }, [over, drafts]);
  useEffect(() => {
    if (!course || !item || item.id === current) return;
    // Perhaps the list of all was in sight.
    if (moved) setPlace('question');
    else setCurrent(item.id);
  }, [course, item, current, moved, setPlace, setCurrent]);

  const go = async (id: string) => {
    const saved = drafts.flush();
    // What is left for good is left with its last keystroke.
    if (course && id !== item?.id && !((await saved) && (await bridge.show({ item: id })).ok)) return;
    setPlace('question');
    setCurrent(id);
  };
  const review = () => {
    void drafts.flush();
    setPlace('review');
  };
  const leave = () => {
    void drafts.flush();
    setLeaving(true);
  };
  const where = usePlace(form, section, course);
  const numbered = course?.complete === false ? null : all.length;
  const listed = course ? all.filter((standing) => !course.linear && isReachable(standing)) : all;

  const question = here && (
    <Question
      item={here.item}
      number={here.number}
      count={numbered}
      marked={here.marked}
      markable={!course?.linear}
      disabled={over}
      hurry={least <= hurryMs}
      onMark={(marked) => void bridge.mark({ item: here.item.id, marked })}
    />
  );
  const panel = stimulus && (
    <CasePanel key={stimulus.id} stimulus={stimulus} first={sharing[0]?.number ?? 0} last={sharing.at(-1)?.number ?? 0} />
  );
  return (
    <ContentSetting language={form.language} draw={drawInteraction}>
      <div className={s.app} data-column={oneColumn || undefined}>
        <a className={s.skip} href="#question">
          {t('exam.skip')}
        </a>
        <TopBar place={where} onTool={onPanel} />
        <div>
          <Bars onPanel={onPanel} />
          {course && !course.waiting && (
            <CourseBar
              course={course}
              moved={moved}
              closed={closed}
              spent={spent}
              number={here?.number ?? 0}
              onRead={() => item && setCurrent(item.id)}
            />
          )}
        </div>
        {course?.waiting ? (
          <Between />
        ) : place === 'review' ? (
          <Review
            all={course && !course.linear ? listed : all}
            course={course}
            current={here?.item.id ?? null}
            onGo={go}
            onBack={() => setPlace('question')}
            onLeave={leave}
          />
        ) : (
          <>
            <main className={cx(s.main)} id="question">
              {panel && question ? (
                oneColumn ? (
                  <CaseTabs key={here.item.id} panel={panel} question={question} />
                ) : (
                  <Split start={panel} end={question} />
                )
              ) : (
                <div className={cx(oneColumn ? c.column : c.single)}>{question}</div>
              )}
            </main>
            <Foot all={all} course={course} here={here ?? null} count={numbered} onGo={go} onReview={review} onLeave={leave} />
          </>
        )}
        <LeaveDialog
          open={leaving && course !== null && !course.waiting}
          course={course}
          all={listed}
          onClose={() => setLeaving(false)}
          onLeft={() => {
            setDeparted(current);
            setPlace('question');
          }}
        />
      </div>
    </ContentSetting>
  );
}

function CaseTabs({ panel, question }: { panel: React.ReactNode; question: React.ReactNode }) {
  const t = useText();
  return (
    <Tabs className={cx(c.column)} defaultSelectedKey="question">
      <TabList className={cx(c.tabs)} aria-label={t('case.tabs')}>
        <Tab id="case" className={cx(c.tab)}>
          <BookOpen aria-hidden className={c.icon} />
          {t('case.tab')}
        </Tab>
        <Tab id="question" className={cx(c.tab)}>
          <CircleQuestionMark aria-hidden className={c.icon} />
          {t('question.tab')}
        </Tab>
      </TabList>
      <TabPanel id="case">{panel}</TabPanel>
      <TabPanel id="question">{question}</TabPanel>
    </Tabs>
  );
}
