import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components';
import type { ExamKeys, KeyChange, KeyItem } from '../../../shared/contract/regrade.ts';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { Choice, Field } from '../ui/Field.tsx';
import { changeOf, type Draft, kinds } from './model.ts';
import s from './Regrade.module.css';
import { Select } from './Select.tsx';

type Response = KeyItem['responses'][number];
const empty = (item: KeyItem | undefined): Draft => ({
  item: item?.item ?? '',
  kind: item?.byPeople ? 'drop' : 'key',
  response: item?.responses[0]?.id ?? '',
  chosen: [],
  typed: '',
  map: '',
  weight: '',
});

/** One change: which item, what kind, and its new key beside the one that counts now. */
export function ChangeForm({ exam, onAdd }: { exam: ExamKeys; onAdd: (change: KeyChange) => void }) {
  const t = useText();
  const [draft, setDraft] = useState(() => empty(exam.items[0]));
  const [wrong, setWrong] = useState<'value' | 'map' | 'weight' | null>(null);
  const item = exam.items.find((one) => one.item === draft.item);
  if (!item) return null;
  const response = item.responses.find(({ id }) => id === draft.response);
  const change = (part: Partial<Draft>) => {
    setWrong(null);
    setDraft({ ...draft, ...part });
  };
  const offered = kinds.filter((kind) => {
    if (kind === 'key') return !item.byPeople && item.responses.length > 0;
    return kind !== 'mapping' || item.responses.some(({ mapping }) => mapping.length > 0);
  });
  const add = () => {
    const made = changeOf(draft);
    if ('wrong' in made) return setWrong(made.wrong);
    onAdd(made);
    setDraft(empty(item));
  };
  const keyed = draft.kind === 'key' || draft.kind === 'mapping';
  return (
    <div className={s.form}>
      <Select
        label={t('regrade.item')}
        value={draft.item}
        onChange={(id) => setDraft(empty(exam.items.find((one) => one.item === id)))}
        options={exam.items.map((one) => ({ value: one.item, label: `${one.item} · ${one.title} (${one.authored})` }))}
      />
      <p className={s.now}>
        {t('regrade.now', { treatment: t(`regrade.treatment.${item.treatment}`), weight: item.weight, max: item.max })}
        {item.byPeople && ` ${t('regrade.byPeople')}`}
      </p>
      <Choice
        label={t('regrade.kind')}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
        options={offered.map((value) => ({ value, label: t(`regrade.kind.${value}`) }))}
      />
      {keyed && item.responses.length > 1 && (
        <Select
          label={t('regrade.response')}
          value={draft.response}
          onChange={(id) => change({ response: id, chosen: [], typed: '', map: '' })}
          options={item.responses.map(({ id }) => ({ value: id, label: id }))}
        />
      )}
      {keyed && response && <KeyNow response={response} />}
      {draft.kind === 'key' && response && <NewKey response={response} draft={draft} onChange={change} />}
      {draft.kind === 'mapping' && (
        <Field
          label={t('regrade.map')}
          help={t('regrade.mapHelp')}
          rows={4}
          value={draft.map}
          onChange={(map) => change({ map })}
        />
      )}
      {draft.kind === 'weight' && (
        <Field
          label={t('regrade.weight')}
          help={t('regrade.weightHelp')}
          value={draft.weight}
          onChange={(weight) => change({ weight })}
        />
      )}
      {wrong && (
        <p role="alert" className={s.wrong}>
          {t(`regrade.wrong.${wrong}`)}
        </p>
      )}
      <p className={s.acts}>
        <Button icon={Plus} onPress={add}>
          {t('regrade.add')}
        </Button>
      </p>
    </div>
  );
}

/** The key that counts now, under the author's identifiers. */
function KeyNow({ response }: { response: Response }) {
  const t = useText();
  const texts = new Map(response.choices.map(({ id, text }) => [id, text]));
  const keys = response.mapping.length > 0 ? response.mapping.map(({ key, value }) => ({ key, value })) : [];
  return (
    <div className={s.key}>
      <p>{t('regrade.keyNow', { response: response.id })}</p>
      <ul>
        {response.correct.map((value) => (
          <li key={`correct ${value}`} dir="auto">
            <b>{value}</b> {texts.get(value)}
          </li>
        ))}
        {keys.map(({ key, value }) => (
          <li key={`map ${key}`} dir="auto">
            {key} = {value}
          </li>
        ))}
      </ul>
    </div>
  );
}

function NewKey({ response, draft, onChange }: { response: Response; draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const t = useText();
  if (response.baseType !== 'identifier' || response.choices.length === 0 || response.cardinality === 'ordered')
    return (
      <Field
        label={t('regrade.newKey')}
        help={t('regrade.newKeyHelp')}
        rows={3}
        value={draft.typed}
        onChange={(typed) => onChange({ typed })}
      />
    );
  return (
    <CheckboxGroup className={s.boxes ?? ''} value={[...draft.chosen]} onChange={(chosen) => onChange({ chosen })}>
      <Label>{t('regrade.newKey')}</Label>
      <p className={s.now}>{t(response.cardinality === 'single' ? 'regrade.anyOf' : 'regrade.allOf')}</p>
      {response.choices.map(({ id, text }) => (
        <Checkbox key={id} value={id} className={s.box ?? ''}>
          <span className={s.tick} aria-hidden />
          <span dir="auto">
            <b>{id}</b> {text}
          </span>
        </Checkbox>
      ))}
    </CheckboxGroup>
  );
}
