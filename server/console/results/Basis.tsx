import type { ScoreBasis } from '../../../shared/contract/console.ts';
import { useText } from '../app/text.tsx';
import s from './ResultPage.module.css';

/** What it takes to compute a score again: response, draw, seed, engine and the item's hash. */
export function Basis({ basis }: { basis: ScoreBasis }) {
  const t = useText();
  const lines: [string, string][] = [
    ...written(basis.responses).map(([name, text]): [string, string] => [t('result.response', { name }), text]),
    ...written(basis.templates).map(([name, text]): [string, string] => [t('result.drawn', { name }), text]),
  ];
  return (
    <details className={s.basis}>
      <summary>{t('result.basis')}</summary>
      <dl>
        {lines.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{text === '' ? t('result.blank') : text}</dd>
          </div>
        ))}
        <div>
          <dt>{t('result.engine')}</dt>
          <dd dir="ltr">{basis.engine}</dd>
        </div>
        <div>
          <dt>{t('result.seed')}</dt>
          <dd dir="ltr">
            <code>{basis.seed}</code>
          </dd>
        </div>
        <div>
          <dt>{t('result.hash')}</dt>
          <dd dir="ltr">
            <code>{basis.hash}</code>
          </dd>
        </div>
      </dl>
    </details>
  );
}

const written = (values: Record<string, string[] | null>): [string, string][] =>
  Object.entries(values).map(([name, texts]) => [name, (texts ?? []).join(', ')]);
