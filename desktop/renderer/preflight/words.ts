/** Every check by name, and the sentence to each of its outcomes: what it is, and what to do. */
import type { Check, CheckId, Outcome } from '../../../shared/preflight/report.ts';
import { pageChecks } from '../../../shared/preflight/report.ts';
import type { MessageId } from '../i18n/locales.ts';

type Words = { name: MessageId } & Record<Exclude<Outcome, 'not-measured'>, MessageId>;
const words: Record<CheckId, Words> = {
  camera: {
    name: 'check.camera',
    passed: 'check.camera.passed',
    attention: 'check.camera.attention',
    failed: 'check.camera.failed',
  },
  microphone: {
    name: 'check.microphone',
    passed: 'check.microphone.passed',
    attention: 'check.microphone.attention',
    failed: 'check.microphone.failed',
  },
  playback: {
    name: 'check.playback',
    passed: 'check.playback.passed',
    attention: 'check.playback.attention',
    failed: 'check.playback.attention',
  },
  face: { name: 'check.face', passed: 'check.face.passed', attention: 'check.face.attention', failed: 'check.face.attention' },
  detectors: {
    name: 'check.detectors',
    passed: 'check.detectors.passed',
    attention: 'check.detectors.attention',
    failed: 'check.detectors.attention',
  },
  disk: { name: 'check.disk', passed: 'check.disk.passed', attention: 'check.disk.attention', failed: 'check.disk.failed' },
  battery: {
    name: 'check.battery',
    passed: 'check.battery.passed',
    attention: 'check.battery.attention',
    failed: 'check.battery.attention',
  },
  network: {
    name: 'check.network',
    passed: 'check.network.passed',
    attention: 'check.network.attention',
    failed: 'check.network.failed',
  },
  displays: {
    name: 'check.displays',
    passed: 'check.displays.passed',
    attention: 'check.displays.attention',
    failed: 'check.displays.failed',
  },
  'virtual-machine': {
    name: 'check.virtual-machine',
    passed: 'check.virtual-machine.passed',
    attention: 'check.virtual-machine.attention',
    failed: 'check.virtual-machine.failed',
  },
  'remote-session': {
    name: 'check.remote-session',
    passed: 'check.remote-session.passed',
    attention: 'check.remote-session.failed',
    failed: 'check.remote-session.failed',
  },
  programs: {
    name: 'check.programs',
    passed: 'check.programs.passed',
    attention: 'check.programs.failed',
    failed: 'check.programs.failed',
  },
};

export const nameOf = (id: CheckId): MessageId => words[id].name;

/** What there is to say. Devices that were not tried yet say how to try them. */
export function sentenceOf({ id, outcome }: Check): MessageId {
  if (outcome !== 'not-measured') return words[id][outcome];
  return id === 'face' || id === 'detectors' ? 'check.no-detectors' : 'check.not-measured';
}

export const isOfPage = (id: CheckId): boolean => pageChecks.some((each) => each === id);
