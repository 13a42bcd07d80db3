type Place = { at: number; count: number; columns: number; rtl: boolean };

/** Where an arrow key leads in a grid that is filled row by row; null when it is no such key or leads nowhere. */
export function stepIn(key: string, { at, count, columns, rtl }: Place): number | null {
  const forward = rtl ? -1 : 1;
  const steps: Record<string, number> = {
    ArrowRight: at + forward,
    ArrowLeft: at - forward,
    ArrowDown: at + columns,
    ArrowUp: at - columns,
    Home: 0,
    End: count - 1,
  };
  const next = steps[key];
  return next === undefined || next < 0 || next >= count || next === at ? null : next;
}
