import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ShownAfterRelease, ShownFeedback, ShownItem } from '../../../../shared/assessment/shown.ts';
import { releaseRoutes } from '../../../../shared/contract/release.ts';
import { api } from '../../app/api.ts';
import { useText } from '../../app/text.tsx';
import cards from '../../ui/Cards.module.css';
import { Loaded } from '../../ui/States.tsx';
import s from '../My.module.css';
import { Flow } from './Flow.tsx';
import { Interaction } from './Interaction.tsx';
import { allSaid, labelsOf } from './said.ts';

/** The questions of a final result with answers, feedback and solutions, where author and policy show them. Fetched when opened. */
export function Questions({ sitting, token }: { sitting: string; token: string }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const query = useQuery({
    queryKey: ['my', token, 'questions', sitting],
    queryFn: () => api(releaseRoutes.questions, { body: { token, sitting } }),
    enabled: open,
    retry: false,
  });
  return (
    <details className={cards.why} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('my.questions')}</summary>
      {open && <Loaded query={query}>{(shown) => <All shown={shown} />}</Loaded>}
    </details>
  );
}

function All({ shown }: { shown: ShownAfterRelease }) {
  const { items, stimuli, feedback, language } = shown;
  return (
    <>
      <Notes notes={feedback} language={language} />
      <ol className={s.questions}>
        {items.map((one, place) => {
          const stimulus = stimuli.find(({ id }) => id === one.item.stimulus);
          // A case is read once, before the first of its questions.
          const isFirst = stimulus !== undefined && items[place - 1]?.item.stimulus !== stimulus.id;
          return (
            <li key={one.item.id}>
              {isFirst && (
                <section className={s.case}>
                  <h4 dir="auto">{stimulus.title}</h4>
                  <Read content={stimulus.content} language={language} />
                </section>
              )}
              <Question one={one} language={language} />
            </li>
          );
        })}
      </ol>
    </>
  );
}

function Read({ content, language }: { content: ShownItem['item']['content']; language: string }) {
  return (
    <Flow
      content={content}
      language={language}
      draw={(interaction) => (
        <Interaction key={JSON.stringify(interaction).slice(0, 200)} interaction={interaction} language={language} />
      )}
    />
  );
}

function Question({ one, language }: { one: ShownItem; language: string }) {
  const t = useText();
  const { number, item, score, max, responses, feedback, solution } = one;
  const labels = labelsOf(item.content, (gap) => t('my.gap', { number: gap }));
  const given = allSaid(item, responses, labels);
  const right = solution ? allSaid(item, solution, labels) : [];
  return (
    <article className={s.question}>
      <h4>
        {t('my.question', { number })}{' '}
        <span className="tnum">{score === null ? t('my.notCounted') : t('my.points', { score, max })}</span>
      </h4>
      <Read content={item.content} language={language} />
      <dl className={s.said}>
        <div>
          <dt>{t('my.given')}</dt>
          <dd dir="auto">{given.length > 0 ? given.join('; ') : t('my.nothingGiven')}</dd>
        </div>
        {right.length > 0 && (
          <div>
            <dt>{t('my.right')}</dt>
            <dd dir="auto">{right.join('; ')}</dd>
          </div>
        )}
      </dl>
      <Notes notes={feedback ?? []} language={language} />
    </article>
  );
}

function Notes({ notes, language }: { notes: readonly ShownFeedback[]; language: string }) {
  return notes.map(({ title, content }) => (
    <blockquote key={JSON.stringify(content).slice(0, 200)} className={s.feedback}>
      {title && <b dir="auto">{title}</b>}
      <Read content={content} language={language} />
    </blockquote>
  ));
}
