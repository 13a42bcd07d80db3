import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Gavel } from 'lucide-react';
import { useScheme } from '../app/document.ts';
import { incidentsQuery } from '../app/queries.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Page } from '../ui/Page.tsx';
import { Empty, Loaded } from '../ui/States.tsx';
import { IncidentTable } from './IncidentTable.tsx';
import { forList, toDecide } from './model.ts';

/** Every incident, what has become of it, and the way into the next decision. */
export function IncidentsPage() {
  const t = useText();
  useScheme('light');
  const navigate = useNavigate();
  const query = useQuery(incidentsQuery);
  const waiting = toDecide(query.data ?? []);
  const first = waiting[0];
  const acts = first && (
    <Button icon={Gavel} look="main" onPress={() => void navigate({ to: '/incidents/$id', params: { id: first.id } })}>
      {t('incidents.begin')}
    </Button>
  );
  return (
    <Page title={t('nav.incidents')} lead={query.data && t('incidents.waiting', { count: waiting.length })} acts={acts}>
      <Loaded query={query}>
        {(incidents) =>
          incidents.length === 0 ? (
            <Empty title={t('incidents.none')}>{t('incidents.noneText')}</Empty>
          ) : (
            <IncidentTable incidents={forList(incidents)} />
          )
        }
      </Loaded>
    </Page>
  );
}
