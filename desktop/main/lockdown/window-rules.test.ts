/** The rules of the window, over a window that does what the test says. On real windows: test/electron-stand-in. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow, Screen } from 'electron';
import { expect, test } from 'vitest';
import type { Changes } from '../undo/changes.ts';
import { isOnTop, keepOnTop } from './always-on-top.ts';
import { guardClipboard } from './clipboard.ts';
import { watchDisplays } from './displays.ts';
import { watchFocus } from './focus.ts';
import { coversDisplay, keepFullScreen } from './full-screen.ts';
import type { Signal } from './measure.ts';

/** The members of a window that the rules use. */
class FakeWindow extends EventEmitter {
  readonly asked: string[] = [];
  kiosk = false;
  isKiosk = () => this.kiosk;
  isFullScreen = () => this.kiosk;
  setKiosk = (on: boolean) => {
    this.kiosk = on;
    this.asked.push(`kiosk ${on}`);
  };
  setAlwaysOnTop = (on: boolean, level: string) => void this.asked.push(`on top ${on} ${level}`);
  setVisibleOnAllWorkspaces = () => {};
  removeMenu = () => {};
  restore = () => void this.asked.push('restore');
  moveTop = () => void this.asked.push('top');
  focus = () => void this.asked.push('focus');
  get asWindow(): BrowserWindow {
    return this as unknown as BrowserWindow;
  }
}

class FakeClipboard {
  text = '';
  read = async () => this.text;
  write = async (text: string) => {
    this.text = text;
  };
  clear = async () => {
    this.text = '';
  };
}
/** Changes that are noted and made, and put back by the test. */
const noted = () => {
  const steps: string[] = [];
  const changes: Changes = {
    seal: (plain) => plain,
    change: async (step, act) => {
      steps.push(step.kind === 'clipboard' ? step.sealed : step.key);
      await act();
    },
    undoAll: async () => {},
  };
  return { changes, steps };
};

test('one loss of focus is one signal, from the loss to the return', () => {
  const window = new FakeWindow();
  const signals: Signal[] = [];
  const begun: string[] = [];
  watchFocus(
    window.asWindow,
    () => true,
    (signal) => signals.push(signal),
    (signal) => begun.push(signal),
  );
  window.emit('focus');
  expect(signals).toEqual([]);
  window.emit('blur');
  window.emit('blur');
  // Its first moments can be kept before it is known how long it lasts.
  expect(begun).toEqual(['focus-lost']);
  expect(signals).toEqual([]);
  window.emit('focus');
  expect(signals).toHaveLength(1);
  const [signal] = signals;
  expect(signal).toMatchObject({ signal: 'focus-lost', confidence: 1 });
  expect(signal?.to).toBeGreaterThanOrEqual(signal?.from ?? Number.POSITIVE_INFINITY);
});

test('the focus is asked back during the exam only: before it the system may have questions of its own', () => {
  let locked = false;
  const window = new FakeWindow();
  watchFocus(
    window.asWindow,
    () => locked,
    () => {},
  );
  window.emit('blur');
  expect(window.asked).toEqual([]);
  locked = true;
  window.emit('blur');
  expect(window.asked).toEqual(['top', 'focus']);
  window.emit('focus');
  window.emit('blur');
  expect(window.asked, 'no tug of war with a program that insists as well').toEqual(['top', 'focus']);
});

test('full screen that was left is entered again, and a minimised window comes back', () => {
  const window = new FakeWindow();
  keepFullScreen(window.asWindow);
  expect(window.kiosk).toBe(true);
  window.kiosk = false;
  window.emit('leave-full-screen');
  expect(window.kiosk).toBe(true);
  window.emit('minimize');
  expect(window.asked).toContain('restore');
});

test('full screen is believed when the window covers a display, on whichever it is', () => {
  const at = (x: number, y: number, width: number, height: number) => ({ bounds: { x, y, width, height } as Electron.Rectangle });
  const displays = [at(0, 0, 1920, 1080), at(1920, 0, 1280, 800)] as Electron.Display[];
  const covers = (...bounds: [number, number, number, number]) =>
    coversDisplay({ getBounds: () => at(...bounds).bounds }, { getAllDisplays: () => displays });
  expect([covers(0, 0, 1920, 1080), covers(1920, 0, 1280, 800), covers(1, 1, 1918, 1078)]).toEqual([true, true, true]);
  expect([covers(0, 0, 1920, 1000), covers(100, 0, 1920, 1080), covers(0, 0, 800, 600)]).toEqual([false, false, false]);
});

test('a display that is connected is told with how many there are', () => {
  const screen = Object.assign(new EventEmitter(), { getAllDisplays: () => [{}, {}] });
  const signals: Signal[] = [];
  watchDisplays(screen as unknown as Screen, (signal) => signals.push(signal));
  screen.emit('display-added', {}, { label: 'Beamer' });
  expect(signals).toMatchObject([{ signal: 'display-added', note: '2 displays; Beamer' }]);
});

test('before the exam the clipboard is left alone: a launch link may be pasted', async () => {
  const window = new FakeWindow();
  const clipboard = new FakeClipboard();
  clipboard.text = 'invigil://sit';
  await guardClipboard(window.asWindow, clipboard, noted().changes);
  window.emit('blur');
  window.emit('focus');
  expect(clipboard.text).toBe('invigil://sit');
});

test('during the exam the clipboard is emptied at its border, and what was on it is noted once, before', async () => {
  const window = new FakeWindow();
  const clipboard = new FakeClipboard();
  const { changes, steps } = noted();
  clipboard.text = 'shopping list';
  const guard = await guardClipboard(window.asWindow, clipboard, changes);
  await guard.enter();
  expect(clipboard.text).toBe('');
  for (const border of ['blur', 'focus']) {
    clipboard.text = 'question 7';
    await guard.enter();
    expect(clipboard.text, 'inside the exam it works').toBe('question 7');
    window.emit(border);
    expect(clipboard.text).toBe('');
  }
  expect(steps).toEqual(['shopping list']);
  guard.leave();
  clipboard.text = 'shopping list';
  window.emit('blur');
  expect(clipboard.text).toBe('shopping list');
});

test('a window that is no longer on top asks to be', () => {
  const window = new FakeWindow();
  keepOnTop(window.asWindow);
  expect(window.asked).toEqual(['on top true screen-saver']);
  window.emit('always-on-top-changed', {}, false);
  window.emit('always-on-top-changed', {}, true);
  expect(window.asked).toHaveLength(2);
  expect([isOnTop({ isAlwaysOnTop: () => true }), isOnTop({ isAlwaysOnTop: () => false })]).toEqual([true, false]);
});
