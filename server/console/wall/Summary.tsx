import { Search } from 'lucide-react';
import type { RefObject } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { WallTile } from '../../../shared/contract/console.ts';
import { useText } from '../app/text.tsx';
import { countLevels, levels } from './model.ts';
import s from './Summary.module.css';

type Props = {
  tiles: readonly WallTile[];
  find: string;
  onFind: (text: string) => void;
  found: number | null;
  field: RefObject<HTMLInputElement | null>;
  onChoose: () => void;
};

/** How many stand where, and finding one of them by name. */
export function Summary({ tiles, find, onFind, found, field, onChoose }: Props) {
  const t = useText();
  const counts = countLevels(tiles);
  return (
    <div className={s.bar}>
      <h1>{t('wall.title')}</h1>
      <dl className={s.counts}>
        {levels
          .filter((level) => level !== 'over' || counts.over > 0)
          .map((level) => (
            <div key={level} data-level={counts[level] > 0 ? level : undefined}>
              <dt>{t(`level.${level}`)}</dt>
              <dd className="tnum">{counts[level]}</dd>
            </div>
          ))}
      </dl>
      <SearchField className={s.find ?? ''} value={find} onChange={onFind} onSubmit={onChoose}>
        <Label className="sr">{t('wall.find')}</Label>
        <Search size={15} aria-hidden />
        <Input ref={field} placeholder={t('wall.find')} />
        <span role="status" className={s.found}>
          {found !== null && t('wall.found', { count: found })}
        </span>
        <kbd aria-hidden>/</kbd>
      </SearchField>
    </div>
  );
}
