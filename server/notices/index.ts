/** Notices: what learners are told, in plain text, and the port through which it leaves. */
export { fileOutbox } from './file-outbox.ts';
export { type Notice, noticesAbout, noticesTo, notify, type Outbox, sendNotices, type ToNotify } from './notices.ts';
export { noticeMigrations } from './tables.ts';
