/** Put copies of an object on a picture; its middle is the answer. */

import { isInlinePicture } from '../../../shared/assessment/allowed.ts';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { useText } from '../i18n/text.ts';
import { Points } from './points.tsx';
import s from './position-object.module.css';

type Props = { interaction: Extract<Interaction, { interaction: 'position-object' }> };

export function PositionObject({ interaction: { response, prompt, picture, object, max } }: Props) {
  const t = useText();
  const name = object.alt;
  return (
    <div>
      <Points
        response={response}
        prompt={prompt}
        instruction={t(max === 1 ? 'position.one' : 'position.several', { name, max })}
        putWord={t('position.put')}
        picture={picture}
        max={max}
        draw={(x, y) =>
          isInlinePicture(object.src) && (
            <image
              className={s.object}
              href={object.src}
              x={x - object.width / 2}
              y={y - object.height / 2}
              width={object.width}
              height={object.height}
            />
          )
        }
      />
    </div>
  );
}
