import { Emitter } from '../events.ts';
import { strict } from '../strict.ts';

/** Nothing suspends here: specs play the events with `powerMonitor.emit`. */
class PowerMonitor extends Emitter {
  onBatteryPower = false;
  isOnBatteryPower = (): boolean => false;
  getSystemIdleTime = (): number => 0;
  getSystemIdleState = (): 'active' => 'active';
}
export const powerMonitor = strict<Electron.PowerMonitor>('powerMonitor')(new PowerMonitor());

const blockers = new Set<number>();
let last = 0;
export const powerSaveBlocker = strict<Electron.PowerSaveBlocker>('powerSaveBlocker')({
  start: () => {
    blockers.add(++last);
    return last;
  },
  stop: (id: number) => blockers.delete(id),
  isStarted: (id: number) => blockers.has(id),
});
