/** What a proctor is told of a check-in, from the sitting's state: pure. */
import type { CheckInReport } from '../../shared/contract/console.ts';
import { CheckInStep } from '../../shared/journal/entry.ts';
import { askedSteps } from '../../shared/sitting/check-in.ts';
import type { Sitting } from '../../shared/sitting/state.ts';

export function checkInReport({ checkIn }: Pick<Sitting, 'checkIn'>): CheckInReport {
  const { document, liveness, room, baseline, declined } = checkIn;
  return {
    steps: askedSteps(checkIn),
    document,
    liveness,
    roomPictures: room,
    calibrated: baseline !== null,
    declined: CheckInStep.options.flatMap((step) => {
      const said = declined[step];
      return said ? [{ step, ...said }] : [];
    }),
  };
}
