import { useMutation } from '@tanstack/react-query';
import { Calculator, CircleCheck, CircleX } from 'lucide-react';
import { type Recomputed, resultRoutes } from '../../../shared/contract/results.ts';
import { api } from '../app/api.ts';
import { asFault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { FaultNote } from '../ui/States.tsx';
import { Tag } from '../ui/Tag.tsx';
import s from './ResultPage.module.css';

/** Computes a result again while somebody watches, and says whether the same bytes come out. */
export function Recompute({ id }: { id: string }) {
  const t = useText();
  const again = useMutation({ mutationFn: () => api(resultRoutes.recompute, { params: { id } }) });
  return (
    <div className={s.again}>
      <Button icon={Calculator} isDisabled={again.isPending} onPress={() => again.mutate()}>
        {t('result.recompute')}
      </Button>
      <div role="status">{again.data && <Outcome found={again.data} />}</div>
      {again.error && <FaultNote fault={asFault(again.error)} />}
    </div>
  );
}

function Outcome({ found: { versions, items } }: { found: Recomputed }) {
  const t = useText();
  const count = (outcome: Recomputed['items'][number]['outcome']) => items.filter((item) => item.outcome === outcome).length;
  const isSame = versions.every(({ same }) => same) && count('other') === 0;
  return (
    <>
      <p>
        <Tag icon={isSame ? CircleCheck : CircleX} tone={isSame ? 'green' : 'amber'}>
          {t(isSame ? 'result.same' : 'result.notSame')}
        </Tag>{' '}
        {t('result.recomputed', { same: count('same'), people: count('by-people'), other: count('other') + count('not-kept') })}
      </p>
      <ul>
        {versions
          .filter(({ same }) => !same)
          .map(({ keys, why }) => (
            <li key={keys}>
              {t('result.underKeys', { keys })} <bdi dir="ltr">{why}</bdi>
            </li>
          ))}
        {items
          .filter(({ outcome }) => outcome === 'other')
          .map(({ item, why }) => (
            <li key={item}>
              <bdi dir="ltr">
                {item}: {why}
              </bdi>
            </li>
          ))}
      </ul>
    </>
  );
}
