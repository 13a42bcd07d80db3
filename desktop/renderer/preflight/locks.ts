/** Locks that only the page can try: it does what it must not be able to do. */
import type { MeasureId } from '../../../shared/preflight/measures.ts';

/** Those that did not hold. */
export async function tryLocks(): Promise<MeasureId[]> {
  const failed: MeasureId[] = [];
  const opened = window.open('about:blank', '_blank', 'width=1,height=1');
  if (opened !== null) {
    opened.close();
    failed.push('new-windows');
  }
  const place = await navigator.permissions.query({ name: 'geolocation' }).catch(() => null);
  if (place !== null && place.state !== 'denied') failed.push('permissions');
  return failed;
}
