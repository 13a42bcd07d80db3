import { useQueryClient } from '@tanstack/react-query';
import {
  CirclePause,
  CirclePlay,
  DoorOpen,
  type LucideIcon,
  MessageSquare,
  OctagonX,
  StickyNote,
  TimerReset,
  Undo2,
} from 'lucide-react';
import { useState } from 'react';
import type { Act, WallTile } from '../../../shared/contract/console.ts';
import { asFault, Fault } from '../app/problem.ts';
import { sittingQuery } from '../app/queries.ts';
import { useConsole, useLink } from '../app/session.tsx';
import { useText } from '../app/text.tsx';
import { Button } from '../ui/Button.tsx';
import { FaultNote } from '../ui/States.tsx';
import { ActDialog } from './ActDialog.tsx';
import s from './Acts.module.css';
import { type ActName, actsFor, isImmediate, keyOfAct } from './acts.ts';

const icons: Record<ActName, LucideIcon> = {
  message: MessageSquare,
  release: DoorOpen,
  'return-check-in': Undo2,
  pause: CirclePause,
  resume: CirclePlay,
  extend: TimerReset,
  note: StickyNote,
  terminate: OctagonX,
};

type Said = { sitting: string; act: Act['act']; seq: number };
export type Acting = ReturnType<typeof useActing>;

/** Acts on one sitting over the socket: what is being asked, what was recorded, what was refused. */
export function useActing() {
  const socket = useConsole();
  const client = useQueryClient();
  const [asking, setAsking] = useState<{ name: ActName; tile: WallTile } | null>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [fault, setFault] = useState<{ sitting: string; fault: Fault } | null>(null);

  async function send(tile: WallTile, act: Act) {
    if (!socket) throw new Fault('unreachable');
    const { seq } = await socket.call('act', { sitting: tile.sitting, act });
    setFault(null);
    setSaid({ sitting: tile.sitting, act: act.act, seq });
    await client.invalidateQueries({ queryKey: sittingQuery(tile.sitting).queryKey });
  }
  const begin = (name: ActName, tile: WallTile) => {
    if (!isImmediate(name, tile)) return setAsking({ name, tile });
    send(tile, { act: name }).catch((thrown: unknown) => setFault({ sitting: tile.sitting, fault: asFault(thrown) }));
  };
  return { asking, begin, end: () => setAsking(null), send, said, fault };
}

/** The buttons of a sitting's acts, what came of the last one, and the dialog that is open. */
export function Acts({ tile, acting, hints }: { tile: WallTile; acting: Acting; hints?: boolean }) {
  const t = useText();
  const link = useLink();
  const connected = link?.watching === true;
  const { asking, said, fault } = acting;
  return (
    <div className={s.acts}>
      <div className={s.buttons}>
        {actsFor(tile.stage).map((name, place) => (
          <Button
            key={name}
            icon={icons[name]}
            look={name === 'terminate' ? 'danger' : place === 0 ? 'main' : 'plain'}
            isDisabled={!connected || (name === 'release' && tile.held.length > 0)}
            onPress={() => acting.begin(name, tile)}
            {...(hints && keyOfAct[name] ? { hint: keyOfAct[name] } : {})}
          >
            {t(`act.${name}`)}
          </Button>
        ))}
      </div>
      <p role="status" className={s.said}>
        {said?.sitting === tile.sitting && t(`done.${said.act}`, { seq: said.seq })}
        {!connected && t('act.disconnected')}
      </p>
      {fault?.sitting === tile.sitting && <FaultNote fault={fault.fault} />}
      {asking && asking.name !== 'resume' && (
        <ActDialog name={asking.name} tile={asking.tile} onClose={acting.end} onAct={(act) => acting.send(asking.tile, act)} />
      )}
    </div>
  );
}
