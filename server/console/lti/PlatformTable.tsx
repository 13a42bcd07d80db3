import { CircleCheck, CirclePause, Pencil } from 'lucide-react';
import { useMemo } from 'react';
import type { PlatformRow } from '../../../shared/contract/lti.ts';
import { useText } from '../app/text.tsx';
import s from '../credentials/Credentials.module.css';
import { Button } from '../ui/Button.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Tag } from '../ui/Tag.tsx';

export function PlatformTable({
  platforms,
  onChange,
}: {
  platforms: readonly PlatformRow[];
  onChange: (of: PlatformRow) => void;
}) {
  const t = useText();
  const columns = useMemo(
    (): Column<PlatformRow>[] => [
      {
        id: 'title',
        header: t('lti.platform'),
        value: ({ title }) => title,
        cell: ({ title, issuer }) => (
          <>
            <bdi>{title}</bdi>
            <span className={s.why}>
              <bdi>{issuer}</bdi>
            </span>
          </>
        ),
      },
      {
        id: 'client',
        header: t('lti.clientId'),
        value: ({ clientId }) => clientId,
        cell: ({ clientId }) => <bdi>{clientId}</bdi>,
      },
      { id: 'deployments', header: t('lti.deployments'), value: ({ deployments }) => deployments.join(', ') },
      {
        id: 'state',
        header: t('col.state'),
        value: ({ active }) => t(active ? 'lti.on' : 'lti.off'),
        cell: ({ active }) => (
          <Tag icon={active ? CircleCheck : CirclePause} tone={active ? 'green' : 'amber'}>
            {t(active ? 'lti.on' : 'lti.off')}
          </Tag>
        ),
      },
      {
        id: 'act',
        header: t('col.act'),
        value: () => '',
        plain: true,
        cell: (platform) => (
          <Button icon={Pencil} aria-label={t('lti.changeOf', { title: platform.title })} onPress={() => onChange(platform)}>
            {t('lti.change')}
          </Button>
        ),
      },
    ],
    [t, onChange],
  );
  return <DataTable label={t('lti.platforms')} rows={platforms} columns={columns} rowId={({ id }) => id} />;
}
