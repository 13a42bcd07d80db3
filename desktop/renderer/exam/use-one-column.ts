/** Whether there is room for two columns. */
import { useSyncExternalStore } from 'react';
import { useDisplay } from '../i18n/display.tsx';

const subscribe = (listener: () => void) => {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
};
const narrowOrZoomed = (): boolean => window.innerWidth < 900 || window.outerWidth / window.innerWidth >= 1.5;

/** True below 900 px, and from 150 % by the page's zoom or by the text size setting. */
export function useOneColumn(): boolean {
  const tight = useSyncExternalStore(subscribe, narrowOrZoomed);
  const { textSize } = useDisplay();
  return tight || textSize >= 150;
}
