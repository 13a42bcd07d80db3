import { useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { type MarkingScheme, markingRoutes } from '../../../shared/contract/marking.ts';
import { api } from '../app/api.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FaultNote } from '../ui/States.tsx';
import { emptyKnown, type KnownDraft, knownOf, totalOf } from './known-draft.ts';
import s from './Quality.module.css';

/** One more practice or seed answer: its text, the level that it deserves in each criterion, and why. */
export function KnownForm({ queue, scheme, max }: { queue: string; scheme: MarkingScheme; max: number }) {
  const t = useText();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => emptyKnown());
  const [fault, setFault] = useState<Fault | null>(null);
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const set = (part: Partial<KnownDraft>) => {
    setSaved(false);
    setDraft((before) => ({ ...before, ...part }));
  };
  const known = knownOf(scheme, draft);
  const total = totalOf(scheme, draft);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!known) return;
    setBusy(true);
    setFault(null);
    try {
      await api(markingRoutes.addKnown, { params: { queue }, body: { scripts: [known] } });
      setDraft(emptyKnown(draft.kind));
      setSaved(true);
      await client.invalidateQueries({ queryKey: ['marking'] });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Form className={s.json ?? ''} onSubmit={submit} aria-label={t('known.add')}>
      <Choice
        label={t('known.kind')}
        value={draft.kind}
        onChange={(kind) => set({ kind })}
        options={[
          { value: 'practice', label: t('known.practice') },
          { value: 'seed', label: t('known.seed') },
        ]}
      />
      <Field label={t('known.text')} rows={8} value={draft.text} onChange={(text) => set({ text })} isRequired />
      {scheme.criteria.map(({ id, title, levels }) => (
        <Choice
          key={id}
          label={title}
          value={draft.levels[id] === undefined ? null : String(draft.levels[id])}
          onChange={(points) => set({ levels: { ...draft.levels, [id]: Number(points) } })}
          options={levels.map(({ points, title: level }) => ({
            value: String(points),
            label: t('known.level', { level, points }),
          }))}
        />
      ))}
      <Field label={t('known.why')} help={t('known.whyHelp')} rows={3} value={draft.why} onChange={(why) => set({ why })} />
      <p role="status">{saved ? t('known.added') : total === null ? t('known.missing') : t('known.total', { total, max })}</p>
      {fault && <FaultNote fault={fault} />}
      <div>
        <Button type="submit" look="main" icon={Plus} isPending={busy} isDisabled={!known}>
          {t('known.add')}
        </Button>
      </div>
    </Form>
  );
}
