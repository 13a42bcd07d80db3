/** The host port on Windows, macOS and Linux. */
import os from 'node:os';
import { processes, system } from 'systeminformation';
import type { Host } from './host.ts';

export const systemHost: Host = {
  platform: process.platform,
  description: `${os.type()} ${os.release()} ${os.arch()}`,
  async programs() {
    const { list } = await processes();
    // A list without even ourselves is no list.
    if (list.length === 0) throw new Error('the running programs cannot be listed');
    return list.map(({ name }) => name);
  },
  async virtualMachine() {
    const { virtual, virtualHost } = await system();
    return virtual ? virtualHost || 'unknown' : null;
  },
};
