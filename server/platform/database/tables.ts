/**
 * The tables as Kysely sees them. Each feature adds its own by declaration merging in its `tables.ts`:
 * `declare module '../platform/database/tables.ts' { interface Tables { sitting: SittingTable } }`.
 * One schema for both engines: JSON as canonical text, times as bigint ms, flags as 0/1.
 */
// biome-ignore lint/suspicious/noEmptyInterface: features merge their tables into it
export interface Tables {}
