/** Chooses the component of an interaction. */
import type { ReactNode } from 'react';
import type { Interaction } from '../../../shared/assessment/delivery.ts';
import { Associate } from './associate.tsx';
import { Choice } from './choice.tsx';
import { Drawing } from './drawing.tsx';
import { EndAttempt } from './end-attempt.tsx';
import { ExtendedText } from './extended-text.tsx';
import { Gap, GapMatch } from './gap-match.tsx';
import { Glossary } from './glossary.tsx';
import { GraphicAssociate } from './graphic-associate.tsx';
import { GraphicGapMatch } from './graphic-gap-match.tsx';
import { GraphicOrder } from './graphic-order.tsx';
import { Hotspot } from './hotspot.tsx';
import { Hottext, HottextChoice } from './hottext.tsx';
import { InlineChoice } from './inline-choice.tsx';
import { Match } from './match.tsx';
import { Media } from './media.tsx';
import { Order } from './order.tsx';
import { PositionObject } from './position-object.tsx';
import { SelectPoint } from './select-point.tsx';
import { Slider } from './slider.tsx';
import { TextEntry } from './text-entry.tsx';
import { Upload } from './upload.tsx';

/** Draws one interaction where the content places it. */
export function drawInteraction(interaction: Interaction): ReactNode {
  switch (interaction.interaction) {
    case 'choice':
      return <Choice interaction={interaction} />;
    case 'inline-choice':
      return <InlineChoice interaction={interaction} />;
    case 'text-entry':
      return <TextEntry interaction={interaction} />;
    case 'extended-text':
      return <ExtendedText interaction={interaction} />;
    case 'order':
      return <Order interaction={interaction} />;
    case 'match':
      return <Match interaction={interaction} />;
    case 'associate':
      return <Associate interaction={interaction} />;
    case 'gap-match':
      return <GapMatch interaction={interaction} />;
    case 'gap':
      return <Gap id={interaction.id} />;
    case 'hottext':
      return <Hottext interaction={interaction} />;
    case 'hottext-choice':
      return <HottextChoice id={interaction.id} content={interaction.content} />;
    case 'hotspot':
      return <Hotspot interaction={interaction} />;
    case 'graphic-order':
      return <GraphicOrder interaction={interaction} />;
    case 'select-point':
      return <SelectPoint interaction={interaction} />;
    case 'slider':
      return <Slider interaction={interaction} />;
    case 'glossary':
      return <Glossary interaction={interaction} />;
    case 'graphic-gap-match':
      return <GraphicGapMatch interaction={interaction} />;
    case 'graphic-associate':
      return <GraphicAssociate interaction={interaction} />;
    case 'position-object':
      return <PositionObject interaction={interaction} />;
    case 'media':
      return <Media interaction={interaction} />;
    case 'end-attempt':
      return <EndAttempt interaction={interaction} />;
    case 'upload':
      return <Upload interaction={interaction} />;
    case 'drawing':
      return <Drawing interaction={interaction} />;
  }
}
