import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laptop } from '../host/fake.ts';
import type { MachineFacts } from '../host/host.ts';
import { signsOf, virtualMachineOf } from './virtual-machine.ts';

const vm: MachineFacts = {
  manufacturer: 'innotek GmbH',
  model: 'VirtualBox',
  firmware: 'innotek GmbH VirtualBox',
  board: 'Oracle Corporation VirtualBox',
  graphics: ['VMware SVGA II'],
  disks: ['VBOX HARDDISK'],
  addresses: ['08:00:27:01:02:03'],
  hasBattery: false,
  hypervisor: true,
};

test('an ordinary laptop is hardware, also with Hyper-V below it and adapters of virtual machines beside its own', () => {
  expect(virtualMachineOf(laptop)).toEqual({ verdict: 'hardware', signs: [] });
  const developer = {
    ...laptop,
    hypervisor: true,
    addresses: [...laptop.addresses, '00:50:56:c0:00:08', '00:15:5d:01:02:03'],
    disks: [...laptop.disks, 'Msft Virtual Disk'],
  };
  expect(virtualMachineOf(developer).verdict).toBe('hardware');
});

test('one sign alone is never enough', () => {
  for (const part of ['manufacturer', 'firmware', 'board', 'graphics', 'disks', 'addresses'] as const) {
    const odd: MachineFacts = { ...laptop, hypervisor: true, hasBattery: false, [part]: vm[part] };
    expect(virtualMachineOf(odd).verdict, part).toBe('unsure');
  }
});

test('common virtual machines are known, by several signs each', () => {
  expect(virtualMachineOf(vm).verdict).toBe('virtual');
  const kvm = { ...vm, manufacturer: 'QEMU', model: 'Standard PC (Q35)', firmware: 'EDK II unknown', board: '' };
  expect(virtualMachineOf({ ...kvm, graphics: ['Red Hat Virtio GPU'], disks: [''] }).verdict).toBe('virtual');
  const hyperV = {
    ...laptop,
    hasBattery: false,
    hypervisor: true,
    manufacturer: 'Microsoft Corporation',
    model: 'Virtual Machine',
  };
  expect(virtualMachineOf({ ...hyperV, addresses: ['00:15:5d:01:02:03'] }).verdict).toBe('virtual');
});

test('more signs never make it less of one, and a battery never makes it more of one', () => {
  const facts = fc.record<MachineFacts>({
    manufacturer: fc.constantFrom('QEMU', 'Halcyon', ''),
    model: fc.constantFrom('VirtualBox', 'Slate', ''),
    firmware: fc.constantFrom('SeaBIOS', 'Halcyon', ''),
    board: fc.constantFrom('VMware', 'Halcyon', ''),
    graphics: fc.subarray(['Virtio GPU', 'Iris']),
    disks: fc.subarray(['VBOX HARDDISK', 'NVMe']),
    addresses: fc.subarray(['52:54:00:00:00:01', 'a4:5e:60:00:00:01']),
    hasBattery: fc.boolean(),
    hypervisor: fc.boolean(),
  });
  const rank = { hardware: 0, unsure: 1, virtual: 2 };
  fc.assert(
    fc.property(facts, (some) => {
      const { verdict } = virtualMachineOf(some);
      expect(rank[virtualMachineOf({ ...some, hasBattery: true }).verdict]).toBeLessThanOrEqual(rank[verdict]);
      expect(rank[virtualMachineOf({ ...some, hypervisor: true }).verdict]).toBeGreaterThanOrEqual(rank[verdict]);
      if (signsOf(some).length < 2) expect(verdict).not.toBe('virtual');
    }),
  );
});
