/** The promises of house.md about every table, read from PostgreSQL's own catalog. */
import { describe, expect, test } from 'vitest';
import { env } from '@/lib/platform/env';
import { ownerSql } from '@/lib/tools/testing/database';

const APP_ROLE = 'careledger_app_role';

describe('every table of the product', () => {
  test('has row-level security on and forced, with a policy on its org', async () => {
    const tables = await ownerSql()`
      select c.relname, c.relrowsecurity, c.relforcerowsecurity, c.relispartition,
        (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polname = 'of_the_org') as policies
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
    expect(tables.length).toBeGreaterThan(25);
    const open = tables.filter((t) => !t.relrowsecurity || !t.relforcerowsecurity);
    expect(open.map((t) => t.relname)).toEqual([]);
    expect(tables.filter((t) => !t.relispartition && t.policies !== 1).map((t) => t.relname)).toEqual([]);
  });

  test('has org_id first in every key and index', async () => {
    const indexes = await ownerSql()`
      select i.indexrelid::regclass::text as name, a.attname as first
      from pg_index i
      join pg_class c on c.oid = i.indrelid
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where c.relnamespace = 'public'::regnamespace`;
    expect(indexes.length).toBeGreaterThan(40);
    expect(indexes.filter((index) => index.first !== 'org_id').map((index) => index.name)).toEqual([]);
  });

  test('has org_id first in every foreign key, on both sides', async () => {
    const keys = await ownerSql()`
      select k.conname as name, a.attname as near, b.attname as far
      from pg_constraint k
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
      join pg_attribute b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
      where k.contype = 'f' and k.connamespace = 'public'::regnamespace`;
    expect(keys.length).toBeGreaterThan(8);
    expect(keys.filter((key) => key.near !== 'org_id' || key.far !== 'org_id').map((key) => key.name)).toEqual([]);
  });
});

describe("the app's role", () => {
  test('owns nothing and cannot pass by row-level security', async () => {
    const appUser = new URL(env().DATABASE_URL).username;
    const [role] = await ownerSql()`
      select rolsuper, rolbypassrls, (select count(*)::int from pg_class where relowner = r.oid) as owned
      from pg_roles r where rolname = ${appUser}`;
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, owned: 0 });
  });

  test('may only insert into and select from the ledger', async () => {
    const grants = await ownerSql()`
      select distinct privilege_type as privilege from information_schema.role_table_grants
      where grantee = ${APP_ROLE} and table_name like 'ledger_entries%' order by 1`;
    expect(grants.map((grant) => grant.privilege)).toEqual(['INSERT', 'SELECT']);
  });
});
