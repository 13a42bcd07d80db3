/** Mark points on a picture. */
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { useText } from '../i18n/text.ts';
import { Points } from './points.tsx';

type Props = { interaction: Extract<Interaction, { interaction: 'select-point' }> };

export function SelectPoint({ interaction: { response, prompt, picture, max } }: Props) {
  const t = useText();
  const instruction = t(max === 1 ? 'point.one' : 'point.several', { max });
  return (
    <Points
      response={response}
      prompt={prompt}
      instruction={instruction}
      putWord={t('point.mark')}
      picture={picture}
      max={max}
      draw={(x, y, index) => (
        <>
          <circle cx={x} cy={y} r={picture.width / 48} />
          <text x={x} y={y - picture.width / 28} fontSize={picture.width / 28}>
            {index + 1}
          </text>
        </>
      )}
    />
  );
}
