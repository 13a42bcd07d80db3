import { useQueryClient } from '@tanstack/react-query';
import { Plus, Save, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Form } from 'react-aria-components';
import { MarkingScheme, markingRoutes, type QueueSetUp } from '../../../shared/contract/marking.ts';
import { api } from '../app/api.ts';
import { asFault, type Fault } from '../app/problem.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { FaultNote } from '../ui/States.tsx';
import { exampleScheme } from './example.ts';
import { readAs } from './read-as.ts';
import s from './Scheme.module.css';
import {
  addCriterion,
  addLevel,
  bestOf,
  type CriterionDraft,
  draftOf,
  removeCriterion,
  removeLevel,
  type SchemeDraft,
  schemeOf,
  withCriterion,
  withLevel,
} from './scheme-draft.ts';

const MOST_CRITERIA = 12;
const MOST_LEVELS = 9;

/** The marking scheme of one question, field by field, with the best score that it comes to. */
export function SchemeForm({ page }: { page: QueueSetUp }) {
  const t = useText();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(page.scheme ?? exampleScheme(page.max)));
  const [fault, setFault] = useState<Fault | null>(null);
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const change = (next: SchemeDraft) => {
    setSaved(false);
    setDraft(next);
  };
  const set = (part: Partial<SchemeDraft>) => change({ ...draft, ...part });

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await api(markingRoutes.putScheme, { params: { queue: page.queue }, body: readAs(MarkingScheme, schemeOf(draft)) });
      setSaved(true);
      await client.invalidateQueries({ queryKey: ['marking'] });
    } catch (thrown) {
      setFault(asFault(thrown));
    } finally {
      setBusy(false);
    }
  }

  const best = bestOf(draft);
  return (
    <Form className={s.form ?? ''} onSubmit={submit} aria-label={t('marking.scheme')}>
      <p>{t('marking.schemeHelp', { max: page.max })}</p>
      <ol className={s.criteria}>
        {draft.criteria.map((criterion, at) => (
          <li key={criterion.id}>
            <CriterionFields criterion={criterion} {...{ at, draft }} onChange={change} />
          </li>
        ))}
      </ol>
      <div className={s.row}>
        <Button icon={Plus} isDisabled={draft.criteria.length >= MOST_CRITERIA} onPress={() => change(addCriterion(draft))}>
          {t('scheme.addCriterion')}
        </Button>
        <p role="status" data-fits={best === page.max} className={s.best}>
          {best === null ? t('scheme.missing') : t('scheme.best', { best, max: page.max })}
        </p>
      </div>
      <div className={s.numbers}>
        <Field
          label={t('scheme.tolerance')}
          value={draft.tolerance}
          onChange={(tolerance) => set({ tolerance })}
          inputMode="decimal"
          isRequired
        />
        <Field
          label={t('scheme.every')}
          value={draft.every}
          onChange={(every) => set({ every })}
          inputMode="numeric"
          isRequired
        />
        <Field
          label={t('scheme.stopAfter')}
          value={draft.stopAfter}
          onChange={(stopAfter) => set({ stopAfter })}
          inputMode="numeric"
          isRequired
        />
        <Field
          label={t('scheme.inRow')}
          value={draft.inRow}
          onChange={(inRow) => set({ inRow })}
          inputMode="numeric"
          isRequired
        />
      </div>
      <Choice
        label={t('scheme.marks')}
        value={draft.marks}
        onChange={(marks) => set({ marks })}
        options={[
          { value: '1', label: t('scheme.one') },
          { value: '2', label: t('scheme.two') },
        ]}
      />
      {draft.marks === '2' && (
        <Choice
          label={t('scheme.second')}
          value={draft.second}
          onChange={(second) => set({ second })}
          options={[
            { value: 'person', label: t('scheme.person') },
            { value: 'model', label: t('scheme.model') },
          ]}
        />
      )}
      <Choice
        label={t('scheme.release')}
        value={draft.release}
        onChange={(release) => set({ release })}
        options={[
          { value: 'automatic', label: t('scheme.automatic') },
          { value: 'held', label: t('scheme.held') },
        ]}
      />
      <Field label={t('scheme.guidance')} rows={3} value={draft.guidance} onChange={(guidance) => set({ guidance })} />
      {fault && <FaultNote fault={fault} />}
      <p role="status">{saved && t('marking.saved')}</p>
      <div>
        <Button type="submit" look="main" icon={Save} isPending={busy}>
          {t('scheme.save')}
        </Button>
      </div>
    </Form>
  );
}

type Part = { criterion: CriterionDraft; at: number; draft: SchemeDraft; onChange: (draft: SchemeDraft) => void };

function CriterionFields({ criterion, at, draft, onChange }: Part) {
  const t = useText();
  const set = (part: Partial<CriterionDraft>) => onChange(withCriterion(draft, at, part));
  const place = at + 1;
  return (
    <fieldset className={s.criterion}>
      <legend>{t('scheme.criterion', { place })}</legend>
      <div className={s.numbers}>
        <Field label={t('scheme.title')} value={criterion.title} onChange={(title) => set({ title })} isRequired />
        <Field
          label={t('scheme.weight')}
          value={criterion.weight}
          onChange={(weight) => set({ weight })}
          inputMode="decimal"
          isRequired
        />
        <Field
          label={t('scheme.tolerance')}
          value={criterion.tolerance}
          onChange={(tolerance) => set({ tolerance })}
          inputMode="decimal"
          isRequired
        />
      </div>
      <ol className={s.levels}>
        {criterion.levels.map((level, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a level has no name of its own, and its place is what it is
          <li key={index} className={s.level}>
            <Field
              label={t('scheme.points', { place: index + 1 })}
              value={level.points}
              onChange={(points) => onChange(withLevel(draft, at, index, { points }))}
              inputMode="decimal"
              isRequired
            />
            <Field
              label={t('scheme.levelTitle')}
              value={level.title}
              onChange={(title) => onChange(withLevel(draft, at, index, { title }))}
              isRequired
            />
            <Field
              label={t('scheme.descriptor')}
              value={level.descriptor}
              onChange={(descriptor) => onChange(withLevel(draft, at, index, { descriptor }))}
            />
            <Button
              icon={X}
              look="quiet"
              aria-label={t('scheme.removeLevel', { level: index + 1, place })}
              isDisabled={criterion.levels.length <= 2}
              onPress={() => onChange(removeLevel(draft, at, index))}
            >
              {t('scheme.remove')}
            </Button>
          </li>
        ))}
      </ol>
      <div className={s.row}>
        <Button
          icon={Plus}
          aria-label={t('scheme.addLevelTo', { place })}
          isDisabled={criterion.levels.length >= MOST_LEVELS}
          onPress={() => onChange(addLevel(draft, at))}
        >
          {t('scheme.addLevel')}
        </Button>
        <Button
          icon={X}
          look="quiet"
          aria-label={t('scheme.removeCriterion', { place })}
          isDisabled={draft.criteria.length <= 1}
          onPress={() => onChange(removeCriterion(draft, at))}
        >
          {t('scheme.removeWhole')}
        </Button>
      </div>
    </fieldset>
  );
}
