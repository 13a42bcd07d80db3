/** The lockdown measures by identifier, with their names in the catalogue. */
import type { MeasureId } from '../../../shared/preflight/measures.ts';
import type { MessageId } from '../i18n/locales.ts';

const names: Record<MeasureId, { name: MessageId; what: MessageId }> = {
  'full-screen': { name: 'measure.full-screen', what: 'measure.full-screen.what' },
  'always-on-top': { name: 'measure.always-on-top', what: 'measure.always-on-top.what' },
  focus: { name: 'measure.focus', what: 'measure.focus.what' },
  shortcuts: { name: 'measure.shortcuts', what: 'measure.shortcuts.what' },
  'context-menu': { name: 'measure.context-menu', what: 'measure.context-menu.what' },
  'task-switching': { name: 'measure.task-switching', what: 'measure.task-switching.what' },
  'screen-capture': { name: 'measure.screen-capture', what: 'measure.screen-capture.what' },
  displays: { name: 'measure.displays', what: 'measure.displays.what' },
  'lock-and-suspend': { name: 'measure.lock-and-suspend', what: 'measure.lock-and-suspend.what' },
  programs: { name: 'measure.programs', what: 'measure.programs.what' },
  'remote-control': { name: 'measure.remote-control', what: 'measure.remote-control.what' },
  'virtual-machine': { name: 'measure.virtual-machine', what: 'measure.virtual-machine.what' },
  navigation: { name: 'measure.navigation', what: 'measure.navigation.what' },
  'new-windows': { name: 'measure.new-windows', what: 'measure.new-windows.what' },
  permissions: { name: 'measure.permissions', what: 'measure.permissions.what' },
  'developer-tools': { name: 'measure.developer-tools', what: 'measure.developer-tools.what' },
  printing: { name: 'measure.printing', what: 'measure.printing.what' },
  clipboard: { name: 'measure.clipboard', what: 'measure.clipboard.what' },
  integrity: { name: 'measure.integrity', what: 'measure.integrity.what' },
};

/** By any name: a newer main may know measures that this page does not. */
export const measureNames: Record<string, { name: MessageId; what: MessageId }> = names;
