/** Which acts a proctor may be offered at a stage, and which of them ask for something first. Pure. */
import type { Act, WallTile } from '../../../shared/contract/console.ts';
import { isSerious } from '../../../shared/sitting/check-in.ts';

/** Opening a gate has its place beside the gate (Gates.tsx), not among these. */
export type ActName = Exclude<Act['act'], 'open-gate'>;
type Stage = WallTile['stage'];

const whileSitting: readonly Stage[] = ['released', 'running', 'paused'];
const stagesOf: Record<ActName, readonly Stage[]> = {
  release: ['waiting'],
  message: ['check-in', 'waiting', ...whileSitting],
  'return-check-in': ['waiting'],
  pause: ['running'],
  resume: ['paused'],
  extend: whileSitting,
  note: ['check-in', 'waiting', ...whileSitting, 'submitted', 'terminated'],
  terminate: ['check-in', 'waiting', ...whileSitting],
};

/** Acts in the order in which they are shown. */
export const actsFor = (stage: Stage): ActName[] =>
  (Object.keys(stagesOf) as ActName[]).filter((act) => stagesOf[act].includes(stage));

/** Whether an act goes out at one press. Letting somebody in over a serious doubt takes a reason. */
export const isImmediate = (act: ActName, { doubts }: Pick<WallTile, 'doubts'>): act is 'release' | 'resume' =>
  act === 'resume' || (act === 'release' && !doubts.some(isSerious));

/** What a single key stands for at this stage: P pauses or resumes. Null when the key has nothing to do here. */
export function actOfKey(key: string, stage: Stage): ActName | null {
  const named: Record<string, ActName> = { m: 'message', n: 'note', e: 'extend', p: stage === 'paused' ? 'resume' : 'pause' };
  const act = named[key];
  return act && actsFor(stage).includes(act) ? act : null;
}

export const keyOfAct: Partial<Record<ActName, string>> = { message: 'M', note: 'N', extend: 'E', pause: 'P', resume: 'P' };
