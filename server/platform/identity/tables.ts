import { sql } from 'kysely';
import type { FeatureMigration } from '../database/database.ts';

type StaffTable = { id: string; email: string; name: string; roles: string; code_hash: string; created_at: number };
type StaffSessionTable = { token_hash: string; staff: string; expires_at: number };
type AuditTable = { id: string; at: number; by: string; act: string; subject: string; detail: string };

declare module '../database/tables.ts' {
  interface Tables {
    staff: StaffTable;
    staff_session: StaffSessionTable;
    audit: AuditTable;
  }
}

export const identityMigrations: FeatureMigration[] = [
  {
    name: '001-identity',
    async up(db) {
      await db.schema
        .createTable('staff')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('email', 'text', (c) => c.notNull().unique())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('roles', 'text', (c) => c.notNull())
        .addColumn('code_hash', 'text', (c) => c.notNull())
        .addColumn('created_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('staff_session')
        .addColumn('token_hash', 'text', (c) => c.primaryKey())
        .addColumn('staff', 'text', (c) => c.notNull().references('staff.id'))
        .addColumn('expires_at', 'bigint', (c) => c.notNull())
        .execute();
      await db.schema
        .createTable('audit')
        .addColumn('id', 'text', (c) => c.primaryKey())
        .addColumn('at', 'bigint', (c) => c.notNull())
        .addColumn('by', 'text', (c) => c.notNull())
        .addColumn('act', 'text', (c) => c.notNull())
        .addColumn('subject', 'text', (c) => c.notNull())
        .addColumn('detail', 'text', (c) => c.notNull())
        .execute();
      await sql`create index audit_at on audit (at)`.execute(db);
    },
  },
];
