/** Checks that the database still holds the ledger append-only: triggers on every partition, no such rights for the app. */
import { inTransaction } from '@/lib/platform/db/transaction';

/** What is wrong with the ledger's table or a partition of it, one line each; empty when all is well. */
export async function brokenGuards(): Promise<string[]> {
  const tables = await inTransaction(
    (sql) => sql<{ name: string; changes: boolean; truncate: boolean; rights: boolean; rls: boolean }[]>`
      select c.relname as name,
        exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname = 'ledger_append_only'
          and t.tgenabled in ('O', 'A')) as changes,
        exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname like 'ledger%no_truncate'
          and t.tgenabled in ('O', 'A')) as truncate,
        has_table_privilege(c.oid, 'UPDATE') or has_table_privilege(c.oid, 'DELETE')
          or has_table_privilege(c.oid, 'TRUNCATE') as rights,
        c.relrowsecurity and c.relforcerowsecurity as rls
      from pg_class c
      where c.oid = 'ledger_entries'::regclass
        or c.oid in (select inhrelid from pg_inherits where inhparent = 'ledger_entries'::regclass)
      order by c.relname`,
  );
  return tables.flatMap(({ name, changes, truncate, rights, rls }) => [
    ...(changes ? [] : [`${name}: the trigger that refuses changes is missing or off`]),
    ...(truncate ? [] : [`${name}: the trigger that refuses TRUNCATE is missing or off`]),
    ...(rights ? [`${name}: the app's role may change it`] : []),
    ...(rls ? [] : [`${name}: row-level security is off`]),
  ]);
}
