import { CircleCheck, DoorClosed } from 'lucide-react';
import { useState } from 'react';
import type { WallTile } from '../../../shared/contract/console.ts';
import { mayAct } from '../app/roles.ts';
import { useAccount, useLink } from '../app/session.tsx';
import { useText } from '../app/text.tsx';
import type { Acting } from '../sitting/Acts.tsx';
import { nameOfGate, OpenDialog } from '../sitting/Gates.tsx';
import { Button } from '../ui/Button.tsx';
import s from './Doubts.module.css';

/** What holds a candidate at check-in, each with the door that a person opens with a reason. Nothing while nothing does. */
export function HeldGates({ tile, acting }: { tile: WallTile; acting: Acting }) {
  const t = useText();
  const mine = mayAct(useAccount());
  const connected = useLink()?.watching === true;
  const [asking, setAsking] = useState<string | null>(null);
  if (tile.held.length === 0) return null;
  return (
    <>
      <ul className={s.doubts} aria-label={t('cause.gate')}>
        {tile.held.map((gate) => (
          <li key={gate} data-serious="true">
            <DoorClosed size={16} aria-hidden />
            <span className={s.gate}>{nameOfGate(t, gate)}</span>
            {mine && (
              <Button
                icon={CircleCheck}
                isDisabled={!connected}
                aria-label={t('preflight.openOf', { gate: nameOfGate(t, gate) })}
                onPress={() => setAsking(gate)}
              >
                {t('preflight.open')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asking !== null && <OpenDialog gate={asking} tile={tile} acting={acting} onClose={() => setAsking(null)} />}
    </>
  );
}
