/** Electron's events: a first argument that can prevent the default. */
import { EventEmitter } from 'node:events';

/** An emitter without Node's warning about many listeners: each page and window listens. */
export class Emitter extends EventEmitter {
  constructor() {
    super();
    this.setMaxListeners(0);
  }
}

/** Emits `name` with an Electron event carrying `params`; true when a listener prevented the default. */
export function emit(on: EventEmitter, name: string, params: object = {}, ...args: unknown[]): boolean {
  let prevented = false;
  const event = {
    preventDefault() {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
    ...params,
  };
  on.emit(name, event, ...args);
  return prevented;
}
