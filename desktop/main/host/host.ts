/** What the operating system can tell and do, behind one port: nothing else in main asks the system itself. */
import type { DesktopSettings } from '../undo/tools.ts';
import type { KeyHook } from './key-hook.ts';

/** What a computer says of its own hardware; empty texts where it says nothing. Judged in lockdown/virtual-machine.ts. */
export type MachineFacts = {
  manufacturer: string;
  model: string;
  firmware: string;
  board: string;
  graphics: string[];
  disks: string[];
  /** Hardware addresses of network interfaces, `aa:bb:cc:dd:ee:ff`. */
  addresses: string[];
  hasBattery: boolean;
  /** The processor says that something runs below this system. True on many real Windows laptops as well. */
  hypervisor: boolean;
};

export type Battery = { percent: number; plugged: boolean };

export type Host = {
  platform: NodeJS.Platform;
  /** System, release and architecture, for the record: "Linux 6.1.0 x64". */
  description: string;
  /** Names the present running of the operating system: another one after every start of the computer. */
  boot: string;
  /** Names of the running programs, as the system spells them. Rejects when they cannot be listed. */
  programs(): Promise<string[]>;
  /** Rejects when the hardware cannot be asked. */
  machine(): Promise<MachineFacts>;
  /** How this session is shown somewhere else ("ssh", "remote desktop"), or null when it is not. */
  remoteSession(): Promise<string | null>;
  /** Bytes free on the disk that holds `folder`. */
  freeBytes(folder: string): Promise<number>;
  /** Null without a battery. */
  battery(): Promise<Battery | null>;
  /** Settings of the desktop that hold its own key combinations; null where there are none that we know. */
  settings: DesktopSettings | null;
  /** Holds back the system's own keys; null where there is no such hook. */
  keys: KeyHook | null;
};
