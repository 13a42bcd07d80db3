/** Exposes the bridge of the contract as `window.invigil`, and nothing else of Electron. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { Bridge, bridgeCalls } from '../../shared/contract/bridge.ts';

type Name = keyof typeof bridgeCalls;

/** The contract's calls by name. The compiler asks for each of them and no other, so no schema has to come along. */
const names: Record<Name, true> = {
  view: true,
  launch: true,
  systemCheck: true,
  check: true,
  closeCheck: true,
  acceptCapability: true,
  consent: true,
  picture: true,
  roomScanned: true,
  livenessChecked: true,
  calibrated: true,
  declineStep: true,
  still: true,
  attach: true,
  signal: true,
  clip: true,
  enrol: true,
  enrolment: true,
  begin: true,
  form: true,
  show: true,
  answer: true,
  mark: true,
  comment: true,
  advance: true,
  askHelp: true,
  submit: true,
  quit: true,
};

const unreachable = {
  ok: false,
  problem: { code: 'internal', message: 'The exam program did not answer. Your saved answers are safe. Start Invigil again.' },
} as const;

const call =
  (name: string) =>
  (body: unknown): Promise<unknown> =>
    ipcRenderer.invoke(`invigil:${name}`, body).catch(() => unreachable);

/** Hears one of main's pushes. */
const pushed =
  <T>(name: string) =>
  (listener: (body: T) => void): (() => void) => {
    // The page gets the body alone: the event would hand it Electron's own objects.
    const heard = (_event: IpcRendererEvent, body: T) => listener(body);
    ipcRenderer.on(`invigil:${name}:pushed`, heard);
    return () => void ipcRenderer.off(`invigil:${name}:pushed`, heard);
  };
const pushes: Pick<Bridge, 'onView' | 'onMoment'> = { onView: pushed('view'), onMoment: pushed('moment') };

const calls = Object.fromEntries(Object.keys(names).map((name) => [name, call(name)]));
contextBridge.exposeInMainWorld('invigil', { ...calls, ...pushes });
