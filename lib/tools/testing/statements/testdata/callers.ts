/** Callers that say something else than they get, for the tests of what finds them. */
import type { PendingQuery, Sql } from 'postgres';

const misspelt = (sql: Sql) => sql<{ id: string; naem: string }[]>`select id, name from profiles`;

const missing = (sql: Sql) => sql<{ id: string; rights: object }[]>`select id from profiles`;

const wrongKind = (sql: Sql) => sql<[{ count: string; told: Date; active: boolean | null }]>`
  select count(*)::int as count, now() as told, true as active from users`;

function concluded(sql: Sql): PendingQuery<{ is_active: boolean }[]> {
  return sql`select active from users`;
}

interface Right {
  id: string;
  sealed: Buffer | null;
  names: string[];
  values: Record<string, string>;
  kind: 'a' | 'b';
  absent?: number;
}

const right = (sql: Sql) => sql<Right[]>`
  select id, null::bytea as sealed, array['a'] as names, '{}'::jsonb as values, 'a' as kind, 1 as unread from users`;

export const CALLERS = { misspelt, missing, wrongKind, concluded, right };
