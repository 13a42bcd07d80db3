/** Which sittings have a live connection. Only the newest connection of a sitting counts; an older one is closed. */
export function createPresence(now: () => number) {
  const present = new Map<string, { socket: string; close: () => void }>();
  const lastSeen = new Map<string, number>();
  const listeners: ((sitting: string) => void)[] = [];
  const tell = (sitting: string) => {
    for (const listener of listeners) listener(sitting);
  };
  return {
    onChange: (listener: (sitting: string) => void): void => void listeners.push(listener),
    came(sitting: string, socket: string, close: () => void): void {
      present.get(sitting)?.close();
      present.set(sitting, { socket, close });
      lastSeen.set(sitting, now());
      tell(sitting);
    },
    went(sitting: string, socket: string): void {
      if (present.get(sitting)?.socket !== socket) return;
      present.delete(sitting);
      lastSeen.set(sitting, now());
      tell(sitting);
    },
    seen: (sitting: string): void => void lastSeen.set(sitting, now()),
    isOnline: (sitting: string): boolean => present.has(sitting),
    /** When this sitting last gave a sign of life to this process. */
    lastSeen: (sitting: string): number | null => lastSeen.get(sitting) ?? null,
  };
}
export type Presence = ReturnType<typeof createPresence>;
