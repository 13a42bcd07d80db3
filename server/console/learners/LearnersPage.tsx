import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CircleCheck, CircleX } from 'lucide-react';
import { useMemo } from 'react';
import type { LearnerRow, RuleReport } from '../../../shared/contract/console.ts';
import { useScheme } from '../app/document.ts';
import { learnersQuery } from '../app/queries.ts';
import { isAdministrator } from '../app/roles.ts';
import { useTold } from '../app/said.ts';
import { useAccount } from '../app/session.tsx';
import { sayOr, useText } from '../app/text.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { RuleTree } from '../ui/RuleTree.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { Tag } from '../ui/Tag.tsx';
import { ImportResults } from './ImportResults.tsx';
import s from './LearnersPage.module.css';

/** Who may sit the exam and why, and the course results that decide it. */
export function LearnersPage() {
  const t = useText();
  const told = useTold();
  useScheme('light');
  const query = useQuery(learnersQuery);
  const columns = useMemo(
    (): Column<LearnerRow>[] => [
      {
        id: 'name',
        header: t('col.learner'),
        value: ({ name }) => name,
        cell: ({ id, name }) => (
          <Link to="/learners/$id" params={{ id }}>
            <bdi>{name}</bdi>
          </Link>
        ),
      },
      { id: 'country', header: t('col.country'), value: ({ country }) => country },
      {
        id: 'eligible',
        header: t('col.eligible'),
        value: ({ eligible }) => t(eligible ? 'learner.eligible' : 'learner.notYet'),
        cell: ({ eligible }) => (
          <Tag icon={eligible ? CircleCheck : CircleX} tone={eligible ? 'green' : 'plain'}>
            {t(eligible ? 'learner.eligible' : 'learner.notYet')}
          </Tag>
        ),
      },
      {
        id: 'reasons',
        header: t('col.reasons'),
        value: ({ report }) => missingIn(told(report)).join(' '),
        cell: ({ report }) => (
          <div>
            <ul>
              {missingIn(told(report)).map((reason) => (
                <li key={reason} dir="auto">
                  {reason}
                </li>
              ))}
            </ul>
            <details className={s.rules}>
              <summary>{t('learner.rules')}</summary>
              <RuleTree report={report} />
            </details>
          </div>
        ),
      },
      {
        id: 'registration',
        header: t('col.registration'),
        value: ({ registration }) => registration ?? t('learner.noRegistration'),
      },
      { id: 'stage', header: t('col.stage'), value: ({ stage }) => (stage ? sayOr(t, `stage.${stage}`, stage) : '') },
    ],
    [t, told],
  );
  return (
    <Page title={t('nav.learners')} lead={t('learners.lead')}>
      {isAdministrator(useAccount()) && (
        <Section title={t('import.title')}>
          <ImportResults />
        </Section>
      )}
      <Loaded query={query}>
        {(learners) =>
          learners.length === 0 ? (
            <Empty title={t('learners.none')}>{t('learners.noneText')}</Empty>
          ) : (
            <DataTable
              label={t('nav.learners')}
              rows={learners}
              columns={columns}
              rowId={({ id }) => id}
              find={t('learners.find')}
            />
          )
        }
      </Loaded>
    </Page>
  );
}

/** What is missing, at the ends of the tree. */
const missingIn = ({ rule, status, reason, children }: RuleReport): string[] => {
  if (status !== 'unmet') return [];
  const inner = children.flatMap(missingIn);
  return inner.length > 0 ? inner : [`${rule}: ${reason}`];
};
