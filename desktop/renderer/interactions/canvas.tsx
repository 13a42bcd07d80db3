/** A picture with regions of its own pixels as buttons over it. */
import type { KeyboardEvent, ReactNode } from 'react';
import { isInlinePicture } from '../../../shared/assessment/allowed.ts';
import type { Picture, Region } from '../../../shared/assessment/delivery.ts';
import s from './canvas.module.css';

type RegionsProps = {
  picture: Picture;
  regions: readonly Region[];
  disabled: boolean;
  isChosen: (id: string) => boolean;
  /** Shown on a chosen region, and read out after its label. */
  badge: (id: string) => string | null;
  onPress: (id: string) => void;
  /** Drawn over the picture and under the regions. */
  children?: ReactNode;
};

/** Regions that can be pressed; each is a labelled toggle button. */
export function PictureRegions({ picture, regions, disabled, isChosen, badge, onPress, children }: RegionsProps) {
  const byKey = (id: string) => (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    if (!disabled) onPress(id);
  };
  return (
    <div className={s.frame}>
      <PictureItself picture={picture} />
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the picture beneath carries the description, each region its label */}
      <svg className={s.layer} viewBox={`0 0 ${picture.width} ${picture.height}`}>
        {children}
        {regions.map((region) => {
          const [x, y] = middleOf(region);
          const shown = badge(region.id);
          return (
            // biome-ignore lint/a11y/useSemanticElements: a button element cannot stand inside an svg
            <g
              key={region.id}
              role="button"
              tabIndex={disabled ? -1 : 0}
              aria-label={shown === null ? region.label : `${region.label}, ${shown}`}
              aria-pressed={isChosen(region.id)}
              aria-disabled={disabled}
              className={s.region}
              onClick={() => !disabled && onPress(region.id)}
              onKeyDown={byKey(region.id)}
            >
              <Outline region={region} />
              {shown !== null && (
                <g className={s.badge} aria-hidden>
                  <circle cx={x} cy={y} r={picture.width / 32} />
                  <text x={x} y={y} fontSize={picture.width / 28}>
                    {shown}
                  </text>
                </g>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

export function PictureItself({ picture }: { picture: Picture }) {
  if (!isInlinePicture(picture.src)) return null;
  return (
    <img
      className={s.picture}
      src={picture.src}
      alt={picture.alt}
      width={picture.width}
      height={picture.height}
      draggable={false}
    />
  );
}

function Outline({ region }: { region: Region }) {
  const [a = 0, b = 0, c = 0, d = 0] = region.coords;
  if (region.shape === 'circle') return <circle cx={a} cy={b} r={c} />;
  if (region.shape === 'rect')
    return <rect x={Math.min(a, c)} y={Math.min(b, d)} width={Math.abs(c - a)} height={Math.abs(d - b)} />;
  return <polygon points={region.coords.join(' ')} />;
}

/** The middle of what a region covers. */
export function middleOf({ shape, coords }: Pick<Region, 'shape' | 'coords'>): [x: number, y: number] {
  if (shape === 'circle') return [coords[0] ?? 0, coords[1] ?? 0];
  const xs = coords.filter((_, index) => index % 2 === 0);
  const ys = coords.filter((_, index) => index % 2 === 1);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
