/** The bridge's end in the main process. Every channel of the contract is handled here, by one function, and no other is. */
import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type * as z from 'zod/mini';
import { bridgeCalls, type bridgePushes } from '../../shared/contract/bridge.ts';
import type { Outcome, Problem } from '../../shared/contract/problem.ts';
import { isOwnPage } from './app-scheme.ts';
import type { ExamClient } from './client/client.ts';

/** Channel of a call or a push. The preload spells it the same way. */
export const channelOf = (name: string): string => `invigil:${name}`;

export type Sender = { url: string; parent: unknown } | null;

/** Only the top frame of one of our own pages may call. */
const isTrusted = (sender: Sender): boolean => sender !== null && sender.parent === null && isOwnPage(sender.url);

const refuse = (problem: Problem): Outcome<never> => ({ ok: false, problem });

/**
 * Answers one call: sender, then payload, then the command. Problems: `not-allowed` for any other frame or origin,
 * `bad-input` with its place for a payload that does not fit, `internal` for what a command should have caught itself.
 */
export async function handle<Body, Reply>(
  sender: Sender,
  payload: unknown,
  schema: z.ZodMiniType<Body>,
  command: (body: Body) => Promise<Outcome<Reply>>,
  log: (line: string) => void,
): Promise<Outcome<Reply>> {
  if (!isTrusted(sender)) return refuse({ code: 'not-allowed', message: 'Only the exam itself may ask for this.' });
  const body = schema.safeParse(payload);
  if (!body.success) {
    const [issue] = body.error.issues;
    const place = issue?.path.map(String).join('.') ?? '';
    return refuse({ code: 'bad-input', message: `This is not what was expected here: ${issue?.message ?? 'unknown'}`, place });
  }
  try {
    return await command(body.data);
  } catch (error) {
    log(`a bridge command failed: ${error instanceof Error ? error.message : String(error)}`);
    return refuse({
      code: 'internal',
      message: 'Something went wrong on this computer. Your saved answers are safe. Try again.',
    });
  }
}

type Calls = typeof bridgeCalls;

/** Handles every call of the contract with the client's command of the same name. */
export function answerCalls(ipcMain: Pick<IpcMain, 'handle'>, calls: ExamClient['calls'], log: (line: string) => void): void {
  const answer = <K extends keyof Calls>(name: K): void => {
    // A key of the contract picks schema and command of the same call; the compiler cannot pair the two unions itself.
    const schema = bridgeCalls[name].body as unknown as z.ZodMiniType<z.infer<Calls[K]['body']>>;
    const command: ExamClient['calls'][K] = calls[name];
    ipcMain.handle(channelOf(name), (event: IpcMainInvokeEvent, payload: unknown) =>
      handle<z.infer<Calls[K]['body']>, z.infer<Calls[K]['reply']>>(event.senderFrame, payload, schema, command, log),
    );
  };
  for (const name of Object.keys(bridgeCalls) as (keyof Calls)[]) answer(name);
}

type Pushes = typeof bridgePushes;

/** Pushes to the page, which is only ever one of ours. */
export function push<K extends keyof Pushes>(contents: WebContents, name: K, body: z.infer<Pushes[K]['body']>): void {
  if (!contents.isDestroyed() && isOwnPage(contents.getURL())) contents.send(channelOf(`${name}:pushed`), body);
}
