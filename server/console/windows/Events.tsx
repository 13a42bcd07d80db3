import type { Authorisation } from '../../../shared/contract/registration.ts';
import { sayOr, useText, useWhen } from '../app/text.tsx';

/** What happened to an authorisation, oldest first. */
export function Events({ events }: { events: Authorisation['events'] }) {
  const t = useText();
  const when = useWhen();
  return (
    <ul>
      {events.map(({ event, at, by, reason }) => (
        <li key={`${event} ${at}`}>
          {sayOr(t, `windows.event.${event}`, event)}, {when.moment(at)}, <bdi>{by}</bdi> <span dir="auto">{reason}</span>
        </li>
      ))}
    </ul>
  );
}
