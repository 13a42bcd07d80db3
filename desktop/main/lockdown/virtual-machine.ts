/**
 * Whether this system runs inside another one. Real laptops are easily taken for that (Hyper-V below an ordinary Windows,
 * network adapters of VMware beside real ones), so one sign is never enough, and no number of them is a signal: the answer
 * goes into the description of the computer, and a person decides where the exam's policy asks for it.
 */
import type { MachineFacts } from '../host/host.ts';
import { everywhere, type Measure } from './measure.ts';

export const measure: Measure = { id: 'virtual-machine', states: everywhere('monitored') };

/** Makers' names as virtual machines spell them. */
const makers =
  /\b(vmware|virtualbox|vbox|innotek|qemu|kvm|bochs|xen|parallels|bhyve|openstack|nutanix|virtual machine|utm|standard pc)\b/i;
/** First half of hardware addresses: VMware, VirtualBox, Hyper-V, QEMU, Parallels, Xen. */
const addresses = /^(00:50:56|00:0c:29|00:05:69|08:00:27|00:15:5d|52:54:00|00:1c:42|00:16:3e)/;
const graphics = /vmware|virtualbox|vbox|qxl|virtio|parallels|hyper-v|bochs|cirrus|red hat/i;
const disks = /vbox|vmware|qemu|virtual disk|virtio|msft virtual|parallels/i;

const every = (texts: readonly string[], sign: RegExp): boolean => texts.length > 0 && texts.every((text) => sign.test(text));

/** Independent signs, each from another part of the computer. An adapter or disk beside real ones is none. */
export function signsOf(facts: MachineFacts): string[] {
  const signs: [string, boolean][] = [
    ['model', makers.test(`${facts.manufacturer} ${facts.model}`)],
    ['firmware', makers.test(facts.firmware) || /seabios|ovmf|edk ii/i.test(facts.firmware)],
    ['board', makers.test(facts.board)],
    ['graphics', every(facts.graphics, graphics)],
    ['disks', every(facts.disks, disks)],
    ['network', every(facts.addresses, addresses)],
  ];
  return signs.flatMap(([sign, holds]) => (holds ? [sign] : []));
}

export type Verdict = { verdict: 'hardware' | 'unsure' | 'virtual'; signs: string[] };

/**
 * `virtual` takes two independent signs where the processor also says that something is below, three where it does not;
 * a battery takes one away. `unsure` is what one sign is worth.
 */
export function virtualMachineOf(facts: MachineFacts): Verdict {
  const signs = signsOf(facts);
  const needed = (facts.hypervisor ? 2 : 3) + (facts.hasBattery ? 1 : 0);
  if (signs.length >= needed) return { verdict: 'virtual', signs };
  return { verdict: signs.length > 0 ? 'unsure' : 'hardware', signs };
}
