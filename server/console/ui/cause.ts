/** Icon and tone of what a tile or an incident is about. Help is blue and nothing technical is ever red. */
import {
  AppWindow,
  CameraOff,
  ClipboardPaste,
  DoorOpen,
  Eye,
  EyeOff,
  Hand,
  type LucideIcon,
  MonitorUp,
  Moon,
  ScanFace,
  Smartphone,
  StickyNote,
  UserRoundX,
  Users,
  Volume2,
  WifiOff,
  Workflow,
} from 'lucide-react';
import type { WallLevel, WallReason } from '../../../shared/contract/console.ts';

export const causeIcons: Record<WallReason, LucideIcon> = {
  'no-face': UserRoundX,
  'several-faces': Users,
  'other-face': ScanFace,
  'looking-away': Eye,
  phone: Smartphone,
  speech: Volume2,
  'camera-covered': EyeOff,
  'camera-lost': CameraOff,
  'too-dark': Moon,
  'focus-lost': AppWindow,
  'display-added': MonitorUp,
  'program-found': Workflow,
  paste: ClipboardPaste,
  help: Hand,
  offline: WifiOff,
  release: DoorOpen,
  'proctor-note': StickyNote,
};

/** How a tile is painted: its level, except that a call for help keeps its own colour at every level. */
export const lookOf = (level: WallLevel, reason: WallReason | null): WallLevel | 'help' => (reason === 'help' ? 'help' : level);
