/** Light pages and the dark wall: the class on the root element chooses the tokens. */
import { useLayoutEffect } from 'react';

export function useScheme(scheme: 'light' | 'dark'): void {
  useLayoutEffect(() => {
    document.documentElement.classList.remove('light', 'dark');
    document.documentElement.classList.add(scheme);
  }, [scheme]);
}

export function useTitle(title: string): void {
  useLayoutEffect(() => {
    document.title = title;
  }, [title]);
}
