/** The running exam: one question at a time, or the list of all. */
import { BookOpen, CircleQuestionMark, RotateCw } from 'lucide-react';
import { useEffect } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { type DeliveryForm, itemsOf } from '../../../shared/assessment/delivery.ts';
import { useClient } from '../client/client.tsx';
import { ContentSetting } from '../content/flow.tsx';
import { useText } from '../i18n/text.ts';
import { drawInteraction } from '../interactions/interaction.tsx';
import { Bars } from '../notices/bars.tsx';
import type { Panel } from '../notices/panels.tsx';
import { Action } from '../ui/action.tsx';
import { cx } from '../ui/cx.ts';
import { ProblemNotice } from '../ui/problem-notice.tsx';
import { standings } from './answered.ts';
import { CasePanel } from './case-panel.tsx';
import c from './content.module.css';
import s from './exam.module.css';
import { Foot } from './foot.tsx';
import { Question } from './question.tsx';
import { Review } from './review.tsx';
import { useDrafts, useForm, useSession } from './session.tsx';
import { Split } from './split.tsx';
import { TopBar } from './top-bar.tsx';
import { useOneColumn } from './use-one-column.ts';
import { useRemaining } from './use-remaining.ts';

/** In the last seconds typing is stored with every keystroke. */
const hurryMs = 3_000;
type Props = { onPanel: (panel: Panel) => void };

export function Exam({ onPanel }: Props) {
  const t = useText();
  const { form, problem, retry } = useForm();
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
  const over = left <= 0 || view.sitting?.submitCause != null;

  const all = standings(form, answers, view.sitting?.marked ?? []);
  const here = all.find((standing) => standing.item.id === current) ?? all[0];
  const item = here?.item;
  const section = form.sections.findIndex(({ items }) => items.some(({ id }) => id === item?.id));
  const stimulus = form.sections[section]?.stimuli.find(({ id }) => id === item?.stimulus);
  const sharing = all.filter((standing) => stimulus && standing.item.stimulus === stimulus.id);

  const shownItem = place === 'question' ? item?.id : undefined;
  useEffect(() => {
    if (shownItem) void bridge.show({ item: shownItem });
  }, [bridge, shownItem]);
  useEffect(() => {
    if (over) void drafts.flush();
  }, [over, drafts]);

  const go = (id: string) => {
    void drafts.flush();
    setPlace('question');
    setCurrent(id);
  };
  const review = () => {
    void drafts.flush();
    setPlace('review');
  };
  const where = t('exam.place', {
    section: section + 1,
    sections: form.sections.length,
    title: form.sections[section]?.title ?? '',
    count: itemsOf(form).length,
  });

  const question = here && (
    <Question
      item={here.item}
      number={here.number}
      count={all.length}
      marked={here.marked}
      disabled={over}
      hurry={left <= hurryMs}
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
        <Bars onPanel={onPanel} />
        {place === 'review' ? (
          <Review all={all} current={here?.item.id ?? null} onGo={go} />
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
            <Foot all={all} current={here?.item.id ?? null} onGo={go} onReview={review} />
          </>
        )}
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
