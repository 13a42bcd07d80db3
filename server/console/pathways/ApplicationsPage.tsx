import { useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleDashed, CircleX, FilePlus2, Send } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import { Form } from 'react-aria-components';
import { type Application, pathwayRoutes } from '../../../shared/contract/pathways.ts';
import { addressOf, api } from '../app/api.ts';
import { useScheme } from '../app/document.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText, useWhen } from '../app/text.tsx';
import s from '../programmes/Programmes.module.css';
import { applicationsQuery, openingsQuery } from '../programmes/queries.ts';
import { Select } from '../regrade/Select.tsx';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { Page, Section } from '../ui/Page.tsx';
import { Empty, FaultNote, Loaded } from '../ui/States.tsx';
import { Tag } from '../ui/Tag.tsx';

const looks = {
  open: { icon: CircleDashed, tone: 'plain' },
  consented: { icon: CircleCheck, tone: 'blue' },
  sent: { icon: Send, tone: 'green' },
  withdrawn: { icon: CircleX, tone: 'amber' },
} as const;

/** Applications to partner universities: opened here, consented to by the learner, then sent. */
export function ApplicationsPage() {
  const t = useText();
  const when = useWhen();
  useScheme('light');
  const query = useQuery(applicationsQuery);
  const [sending, setSending] = useState<Application | null>(null);
  const columns = useMemo(
    (): Column<Application>[] => [
      {
        id: 'name',
        header: t('holds.learner'),
        value: ({ name }) => name,
        cell: ({ name, title }) => (
          <>
            <bdi>{name}</bdi>
            <span className={s.small}>
              {' '}
              <bdi>{title}</bdi>
            </span>
          </>
        ),
      },
      {
        id: 'partner',
        header: t('applications.partner'),
        value: ({ partner }) => partner,
        cell: ({ partner, policyVersion }) => (
          <>
            <bdi>{partner}</bdi>
            <span className={s.small}> {t('applications.policy', { version: policyVersion })}</span>
          </>
        ),
      },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ state }) => t(`application.${state}`),
        cell: ({ state }) => (
          <Tag icon={looks[state].icon} tone={looks[state].tone}>
            {t(`application.${state}`)}
          </Tag>
        ),
      },
      {
        id: 'when',
        header: t('applications.when'),
        value: ({ openedAt }) => openedAt,
        cell: ({ openedAt, consentedAt, sentAt, sentBy, withdrawnAt }) => (
          <ul className={s.rows}>
            <li>{t('applications.openedAt', { at: when.moment(openedAt) })}</li>
            {consentedAt !== null && <li>{t('applications.consentedAt', { at: when.moment(consentedAt) })}</li>}
            {sentAt !== null && <li>{t('applications.sentAt', { at: when.moment(sentAt), by: sentBy ?? '' })}</li>}
            {withdrawnAt !== null && <li>{t('applications.withdrawnAt', { at: when.moment(withdrawnAt) })}</li>}
          </ul>
        ),
      },
      {
        id: 'act',
        header: t('applications.act'),
        value: () => '',
        plain: true,
        cell: (one) =>
          one.state === 'consented' ? (
            <Button icon={Send} aria-label={t('applications.sendOf', { name: one.name })} onPress={() => setSending(one)}>
              {t('applications.send')}
            </Button>
          ) : (
            one.state === 'sent' && (
              <a href={addressOf(pathwayRoutes.record, { params: { id: one.id } })} download>
                {t('applications.record')}
              </a>
            )
          ),
      },
    ],
    [t, when],
  );
  return (
    <Page
      title={t('applications.title')}
      lead={t('applications.lead')}
      acts={
        <>
          <a href={pathwayRoutes.csv.path} download>
            {t('applications.csv')}
          </a>
          <a href={pathwayRoutes.scores.path} download>
            {t('applications.scores')}
          </a>
        </>
      }
    >
      <Section title={t('applications.open')}>
        <OpenForm />
      </Section>
      <Loaded query={query}>
        {(all) =>
          all.length === 0 ? (
            <Empty title={t('applications.none')}>{t('applications.noneText')}</Empty>
          ) : (
            <DataTable label={t('applications.title')} rows={all} columns={columns} rowId={({ id }) => id} />
          )
        }
      </Loaded>
      {sending && <SendDialog application={sending} onClose={() => setSending(null)} />}
    </Page>
  );
}

/** A credential and a pathway; the link for the learner is shown once. */
function OpenForm() {
  const t = useText();
  const client = useQueryClient();
  const openings = useQuery(openingsQuery).data ?? [];
  const [choice, setChoice] = useState('');
  const [link, setLink] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const options = openings.flatMap(({ credential, name, title, pathways }) =>
    pathways.map(({ id, partner }) => ({ value: `${credential} ${id}`, label: `${name}: ${title} → ${partner}` })),
  );
  async function open(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const [credential = '', pathway = ''] = choice.split(' ');
    setFault(null);
    try {
      const reply = await api(pathwayRoutes.open, { body: { credential, pathway } });
      setLink(reply.link);
      setChoice('');
      await client.invalidateQueries({ queryKey: ['applications'] });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
  }
  return (
    <Form className={s.editor ?? ''} onSubmit={(event) => void open(event)}>
      {options.length === 0 ? (
        <p className={s.small}>{t('applications.noOpening')}</p>
      ) : (
        <>
          <Select
            label={t('applications.with')}
            value={choice}
            onChange={setChoice}
            options={[{ value: '', label: t('applications.choose') }, ...options]}
          />
          <div>
            <Button type="submit" icon={FilePlus2} look="main" isDisabled={choice === ''}>
              {t('applications.open')}
            </Button>
          </div>
        </>
      )}
      {link && (
        <p className={s.note} role="status">
          {t('applications.link')} <bdi>{link}</bdi>
        </p>
      )}
      {fault && <FaultNote fault={fault} />}
    </Form>
  );
}

function SendDialog({ application, onClose }: { application: Application; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const [how, setHow] = useState('');
  const send = async () => {
    await api(pathwayRoutes.send, { params: { id: application.id }, body: { how } });
    await client.invalidateQueries({ queryKey: ['applications'] });
  };
  return (
    <FormDialog
      title={t('applications.sendOf', { name: application.name })}
      intro={t('applications.sendText', { partner: application.partner })}
      submit={t('applications.send')}
      onClose={onClose}
      onSubmit={send}
    >
      <Field
        label={t('applications.how')}
        help={t('applications.howHelp')}
        value={how}
        onChange={setHow}
        maxLength={200}
        isRequired
        autoFocus
      />
    </FormDialog>
  );
}
