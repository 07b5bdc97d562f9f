/**
 * A database for the test file that imports this (or `factories`, which does): a copy of the migrated template, made
 * before its first test and dropped after its last. Code under test finds it by the environment and needs nothing else.
 */
import { inject } from 'vitest';
import { flushUsage } from '@/lib/admin/api-clients/usage';
import { closeClient } from '@/lib/platform/db/client';
import { env } from '@/lib/platform/env';
import { adminConnection } from './admin-connection';
import { announceDatabase } from './database-of-file';
import { endOwner } from './owner';

export { ownerSql } from './owner';

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

announceDatabase({
  async open() {
    const { ownerUrl, template } = inject('testCluster');
    const sql = adminConnection(ownerUrl);
    // Copying its files is quicker than writing each of their pages to the log.
    await sql`create database ${sql(nameOf(env().DATABASE_URL))} template ${sql(template)} strategy file_copy`;
    await sql.end({ timeout: 5 });
  },
  async close() {
    // What counts calls writes by a timer: not while the pool is being ended.
    await flushUsage();
    await closeClient();
    await endOwner();
    const sql = adminConnection(inject('testCluster').ownerUrl);
    await sql`drop database if exists ${sql(nameOf(env().DATABASE_URL))} with (force)`;
    await sql.end({ timeout: 5 });
  },
});
