/** Notices: what learners are told, in plain text, and the port through which it leaves. */
export { fileOutbox } from './file-outbox.ts';
export {
  MY_PAGE,
  type Notice,
  noticesAbout,
  noticesTo,
  notify,
  type Outbox,
  type PageLink,
  sendNotices,
  type ToNotify,
} from './notices.ts';
export { noticeMigrations } from './tables.ts';
