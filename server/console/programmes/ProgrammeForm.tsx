/** A programme as a form in parts, and what is drawn beside each part. */
import { FeeSchedule, type Programme } from '../../../shared/programme/index.ts';
import { type Say, type TextId, useText } from '../app/text.tsx';
import { CostTable } from './CostTable.tsx';
import { EditField, type FaultList, type FieldOf } from './EditField.tsx';
import { at, type Json, listAt, put } from './edit.ts';
import { FeesForm } from './FeesForm.tsx';
import { LetterScale } from './LetterScale.tsx';
import { LettersForm, PathwaysForm, WordsForm } from './OtherForms.tsx';
import { PathwayWords } from './PathwayWords.tsx';
import s from './Programmes.module.css';
import type { FormProps } from './RowsForm.tsx';
import { RuleDrawing } from './RuleDrawing.tsx';
import { RuleForm } from './RuleForm.tsx';

const parts = ['rule', 'fees', 'pathways', 'letters', 'words'] as const;
type Part = (typeof parts)[number];
export type View = Part | 'json';

const partOfKey: Record<string, Part> = {
  fees: 'fees',
  pathways: 'pathways',
  letters: 'letters',
  class: 'words',
  tier: 'words',
  standing: 'words',
  assumptions: 'words',
  sources: 'words',
};
/** The part of the form that holds a place such as `fees.tiers.0.group`. */
export const viewOf = (place: string): Part => partOfKey[place.split('.')[0] ?? ''] ?? 'rule';

/** The parts to choose from, each with the number of its faults. */
export function views(t: Say, faults: FaultList): { value: View; label: string }[] {
  const labelOf = (part: Part) => {
    const count = faults.filter(({ place }) => viewOf(place) === part).length;
    return count === 0 ? t(`editor.${part}`) : t('editor.withFaults', { part: t(`editor.${part}`), count });
  };
  return [...parts.map((value) => ({ value, label: labelOf(value) })), { value: 'json', label: t('editor.json') }];
}

export function ProgrammeForm({ view, ...form }: FormProps & { view: Part }) {
  switch (view) {
    case 'rule':
      return <Basics {...form} />;
    case 'fees':
      return <FeesForm {...form} />;
    case 'pathways':
      return <PathwaysForm {...form} />;
    case 'letters':
      return <LettersForm {...form} />;
    case 'words':
      return <WordsForm {...form} />;
  }
}

function Basics({ value, faults, onChange }: FormProps) {
  const field = (key: string, label: TextId, kind: 'text' | 'area' | 'optional-number' | 'flag' = 'text') => (
    <EditField
      key={key}
      field={{ key: [key], label, kind } satisfies FieldOf}
      rule={value}
      base={[]}
      faults={faults}
      onChange={(next) => onChange(put(value, [key], next))}
    />
  );
  return (
    <div className={s.editor}>
      <div className={s.fields}>
        {field('title', 'edit.title')}
        {field('version', 'edit.version')}
        {field('appealDays', 'edit.appealDays', 'optional-number')}
        {field('sameAccount', 'edit.sameAccount', 'flag')}
        {field('description', 'edit.description', 'area')}
        {field('criteria', 'edit.criteria', 'area')}
      </div>
      <RuleForm value={value} path={['requirement']} faults={faults} onChange={onChange} fixed />
    </div>
  );
}

type BesideProps = { view: View; value: Json | null; whole: Programme | null };

/** What the public page will show of this part. @param props.whole null while anything has a fault */
export function Beside({ view, value, whole }: BesideProps) {
  const t = useText();
  if (view === 'fees' && value !== null) {
    if (at(value, ['fees']) === undefined) return <p>{t('cost.none')}</p>;
    const fees = FeeSchedule.safeParse(at(value, ['fees'])).data;
    return fees ? <CostTable fees={fees} /> : <p>{t('editor.noDrawing')}</p>;
  }
  if (view === 'letters' && value !== null) return <LetterScale programme={value} />;
  if (!whole) return <p>{t('editor.noDrawing')}</p>;
  if (view === 'pathways') {
    return listAt(value ?? null, ['pathways']).length === 0 ? (
      <p>{t('editor.noPathways')}</p>
    ) : (
      <PathwayWords pathways={whole.pathways ?? []} />
    );
  }
  return <RuleDrawing rule={whole.requirement} />;
}
