/** A DevTools-protocol client on Node's own WebSocket, typed by the protocol description that ships with Playwright. */
import { EventEmitter } from 'node:events';
import type { Protocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';

export type { Protocol };

type Commands = Protocol.CommandParameters;
type Results = Protocol.CommandReturnValues;
type Events = Protocol.Events;
type Send = (method: string, params: unknown, sessionId: string | undefined) => Promise<unknown>;

export class CdpError extends Error {}

/** One flat-mode session, or the browser itself. */
export class CdpSession {
  readonly #emitter = new EventEmitter().setMaxListeners(0);
  readonly #send: Send;
  readonly #id: string | undefined;

  constructor(send: Send, id?: string) {
    this.#send = send;
    this.#id = id;
  }
  on<E extends keyof Events>(event: E, listener: (params: Events[E]) => void): void {
    this.#emitter.on(event, listener);
  }
  send<M extends keyof Commands>(method: M, params?: Commands[M]): Promise<Results[M]> {
    // Chromium answers a command with that command's result; the protocol description is the contract.
    return this.#send(method, params ?? {}, this.#id) as Promise<Results[M]>;
  }
  /** For calls whose target may vanish while they run. */
  trySend<M extends keyof Commands>(method: M, params?: Commands[M]): Promise<Results[M] | undefined> {
    return this.send(method, params).catch(() => undefined);
  }
  received(event: string, params: unknown): void {
    this.#emitter.emit(event, params);
  }
}

type Message = {
  id?: number;
  method?: string;
  sessionId?: string;
  params?: unknown;
  result?: unknown;
  error?: { message: string };
};
type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void; method: string };

export class CdpConnection {
  readonly root: CdpSession;
  readonly #socket: WebSocket;
  readonly #sessions = new Map<string, CdpSession>();
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  onClose = (): void => {};

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.root = new CdpSession(this.#send);
    // The peer is the Chromium started here, which writes the protocol's messages.
    socket.onmessage = (event) => this.#receive(JSON.parse(String(event.data)) as Message);
    socket.onclose = () => {
      for (const { reject, method } of this.#waiting.values()) reject(new CdpError(`${method}: the browser is gone`));
      this.#waiting.clear();
      this.onClose();
    };
  }

  static async open(url: string): Promise<CdpConnection> {
    const socket = new WebSocket(url);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new CdpError(`cannot connect to ${url}`));
    });
    return new CdpConnection(socket);
  }

  session(id: string): CdpSession {
    const known = this.#sessions.get(id);
    if (known) return known;
    const session = new CdpSession(this.#send, id);
    this.#sessions.set(id, session);
    return session;
  }

  #send: Send = (method, params, sessionId) => {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  };

  #receive(message: Message): void {
    if (message.id !== undefined) {
      const call = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if (message.error) call?.reject(new CdpError(`${call.method}: ${message.error.message}`));
      else call?.resolve(message.result);
      return;
    }
    const target = message.sessionId ? this.session(message.sessionId) : this.root;
    target.received(message.method ?? '', message.params);
  }
}
