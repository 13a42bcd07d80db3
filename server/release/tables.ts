import type { FeatureMigration } from '../platform/database/database.ts';

/** What a candidate was told of a sitting's result, appended whenever it has changed. The time to appeal counts from it. */
type ToldResultTable = {
  sitting: string;
  place: number;
  state: 'final' | 'invalidated';
  score: number;
  max: number;
  told_at: number;
};

declare module '../platform/database/tables.ts' {
  interface Tables {
    told_result: ToldResultTable;
  }
}

export const releaseMigrations: FeatureMigration[] = [
  {
    name: '237-release',
    async up(db) {
      await db.schema
        .createTable('told_result')
        .addColumn('sitting', 'text', (c) => c.notNull().references('sitting.id'))
        .addColumn('place', 'integer', (c) => c.notNull())
        .addColumn('state', 'text', (c) => c.notNull())
        .addColumn('score', 'double precision', (c) => c.notNull())
        .addColumn('max', 'double precision', (c) => c.notNull())
        .addColumn('told_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('told_result_pk', ['sitting', 'place'])
        .execute();
    },
  },
];
