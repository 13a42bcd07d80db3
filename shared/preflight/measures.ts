/** The measures of the lockdown, by name. What each reaches on which system: docs/lockdown.md. */
export const measureIds = [
  'full-screen',
  'always-on-top',
  'task-switching',
  'focus',
  'shortcuts',
  'context-menu',
  'screen-capture',
  'displays',
  'lock-and-suspend',
  'programs',
  'remote-control',
  'virtual-machine',
  'navigation',
  'new-windows',
  'permissions',
  'developer-tools',
  'printing',
  'clipboard',
  'integrity',
] as const;
export type MeasureId = (typeof measureIds)[number];
