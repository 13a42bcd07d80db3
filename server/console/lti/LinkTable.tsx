import { Pencil } from 'lucide-react';
import { useMemo, useState } from 'react';
import { type LtiResource, ltiRoutes } from '../../../shared/contract/lti.ts';
import { api } from '../app/api.ts';
import { useText } from '../app/text.tsx';
import s from '../credentials/Credentials.module.css';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Field } from '../ui/Field.tsx';
import { FormDialog } from '../ui/FormDialog.tsx';
import { useRefresh } from './useRefresh.ts';

/** Links in courses, and the window that each leads to. */
export function LinkTable({ links }: { links: readonly LtiResource[] }) {
  const t = useText();
  const [mapping, setMapping] = useState<LtiResource | null>(null);
  const columns = useMemo(
    (): Column<LtiResource>[] => [
      {
        id: 'title',
        header: t('lti.linkTitle'),
        value: ({ title, resource }) => title || resource,
        cell: ({ title, resource, platformTitle }) => (
          <>
            <bdi>{title || resource}</bdi>
            <span className={s.why}>
              <bdi>{platformTitle}</bdi>
            </span>
          </>
        ),
      },
      { id: 'window', header: t('lti.window'), value: ({ window }) => window ?? t('lti.noWindow') },
      { id: 'item', header: t('lti.lineItem'), value: ({ lineItem }) => t(lineItem ? 'lti.hasLineItem' : 'lti.noLineItem') },
      {
        id: 'act',
        header: t('col.act'),
        value: () => '',
        plain: true,
        cell: (link) => (
          <Button
            icon={Pencil}
            aria-label={t('lti.mapOf', { title: link.title || link.resource })}
            onPress={() => setMapping(link)}
          >
            {t('lti.map')}
          </Button>
        ),
      },
    ],
    [t],
  );
  return (
    <>
      <DataTable
        label={t('lti.links')}
        rows={links}
        columns={columns}
        rowId={({ platform, deployment, resource }) => `${platform} ${deployment} ${resource}`}
      />
      {mapping && <MapDialog link={mapping} onClose={() => setMapping(null)} />}
    </>
  );
}

function MapDialog({ link, onClose }: { link: LtiResource; onClose: () => void }) {
  const t = useText();
  const refresh = useRefresh();
  const [window, setWindow] = useState(link.window ?? '');
  const submit = async () => {
    const { platform, deployment, resource } = link;
    await api(ltiRoutes.mapResource, { body: { platform, deployment, resource, window: window.trim() || null } });
    await refresh();
  };
  return (
    <FormDialog
      title={t('lti.mapOf', { title: link.title || link.resource })}
      intro={t('lti.mapIntro')}
      submit={t('lti.save')}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={t('lti.windowId')} value={window} onChange={setWindow} maxLength={64} autoFocus />
    </FormDialog>
  );
}
