/** The list that comes with the client, for a computer that has none from its exam server. Never out of date by itself. */
import type { ForbiddenProgram, ProgramKind, ProgramList } from './program-list.ts';

const program =
  (kind: ProgramKind) =>
  ([title, ...starts]: [string, ...string[]]): ForbiddenProgram => ({
    id: title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'),
    title,
    kind,
    starts,
  });

const remoteControl: [string, ...string[]][] = [
  ['TeamViewer', 'teamviewer'],
  ['AnyDesk', 'anydesk'],
  ['RustDesk', 'rustdesk'],
  ['Chrome Remote Desktop', 'remoting_host', 'remoting_desktop'],
  ['VNC', 'vncserver', 'x11vnc', 'winvnc', 'tvnserver', 'vino-server', 'krfb', 'gnome-remote-desktop'],
  ['Parsec', 'parsec'],
  ['Splashtop', 'splashtop', 'srserver'],
  ['LogMeIn', 'logmein'],
  ['ScreenConnect', 'screenconnect'],
  ['Quick Assist', 'quickassist'],
  ['UltraViewer', 'ultraviewer'],
  ['NoMachine', 'nomachine', 'nxserver'],
];
const recording: [string, ...string[]][] = [
  ['OBS Studio', 'obs64', 'obs-studio'],
  ['Camtasia', 'camtasia'],
  ['ShareX', 'sharex'],
  ['SimpleScreenRecorder', 'simplescreenrecorder'],
  ['Kazam', 'kazam'],
  ['Bandicam', 'bandicam'],
];
const virtualCamera: [string, ...string[]][] = [
  ['ManyCam', 'manycam'],
  ['XSplit VCam', 'xsplit'],
  ['Snap Camera', 'snap camera'],
];

export const builtInList: ProgramList = {
  version: 0,
  issuedAt: 0,
  expiresAt: Number.MAX_SAFE_INTEGER,
  programs: [
    ...remoteControl.map(program('remote-control')),
    ...recording.map(program('recording')),
    ...virtualCamera.map(program('virtual-camera')),
  ],
};
