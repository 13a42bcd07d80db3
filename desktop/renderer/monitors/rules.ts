/** How long and how often each thing must be seen before it is a signal, and which detector says so. */
import type { SignalKind } from '../../../shared/journal/entry.ts';
import type { Rule } from './debounce.ts';
import { cameraVersion } from './detectors/camera.ts';
import { gazeVersion } from './detectors/gaze.ts';
import { identityVersion } from './detectors/identity.ts';
import { lightVersion } from './detectors/light.ts';
import { presenceVersion } from './detectors/presence.ts';
import { speechVersion } from './detectors/speech.ts';
import { thingsVersion } from './detectors/things.ts';
import { typingVersion } from './detectors/typing.ts';

/** What the monitors themselves can tell; the rest of the kinds come from main and the camera's track. */
export type Monitored = Exclude<SignalKind, 'camera-lost' | 'monitor-lost' | 'focus-lost' | 'display-added' | 'program-found'> &
  Known;
type Known =
  | 'no-face'
  | 'several-faces'
  | 'second-person'
  | 'other-face'
  | 'looking-away'
  | 'phone'
  | 'book'
  | 'speech'
  | 'camera-covered'
  | 'picture-frozen'
  | 'virtual-camera'
  | 'too-dark'
  | 'backlit'
  | 'too-far'
  | 'typing'
  | 'paste';

const seconds = (windowS: number, share: number, least: number, lastsS: number, clearS: number): Rule => ({
  windowMs: windowS * 1000,
  share,
  least,
  lastsMs: lastsS * 1000,
  clearMs: clearS * 1000,
});

/** Window, share and number of sightings, least length, and what must pass before it is over, in seconds. */
export const rules: Record<Monitored, Rule> = {
  'no-face': seconds(12, 0.85, 3, 5, 3),
  'several-faces': seconds(10, 0.6, 3, 1.5, 6),
  'second-person': seconds(40, 0.6, 3, 6, 30),
  'other-face': seconds(120, 0.75, 3, 12, 60),
  'looking-away': seconds(10, 0.85, 4, 4, 3),
  phone: seconds(30, 0.5, 2, 2, 30),
  book: seconds(40, 0.6, 3, 6, 30),
  speech: seconds(5, 0.5, 4, 1.5, 5),
  // Long after the candidate was told how to mend it.
  'camera-covered': seconds(20, 0.9, 5, 12, 3),
  'picture-frozen': seconds(20, 0.9, 3, 8, 10),
  'virtual-camera': seconds(600, 1, 1, 0, 600),
  'too-dark': seconds(10, 0.8, 3, 4, 4),
  backlit: seconds(10, 0.8, 3, 4, 4),
  'too-far': seconds(10, 0.8, 3, 4, 4),
  typing: seconds(300, 0.5, 2, 0, 120),
  paste: seconds(1, 1, 1, 0, 1),
};

/** The detector's name and version, as it stands in every signal and in docs/model-card.md. */
export const versions: Record<Monitored, string> = {
  'no-face': presenceVersion,
  'several-faces': presenceVersion,
  'second-person': thingsVersion,
  'other-face': identityVersion,
  'looking-away': gazeVersion,
  phone: thingsVersion,
  book: thingsVersion,
  speech: speechVersion,
  'camera-covered': lightVersion,
  'picture-frozen': cameraVersion,
  'virtual-camera': cameraVersion,
  'too-dark': lightVersion,
  backlit: lightVersion,
  'too-far': lightVersion,
  typing: typingVersion,
  paste: typingVersion,
};

const isMonitored = (signal: SignalKind): signal is Monitored => Object.hasOwn(rules, signal);
export const ruleFor = (signal: SignalKind): { rule: Rule; detector: string } | null =>
  isMonitored(signal) ? { rule: rules[signal], detector: versions[signal] } : null;
