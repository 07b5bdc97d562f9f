/**
 * Checks that the database still holds the ledger append-only, and each organisation to its own: triggers by what they do, with their
 * functions, row-level policies, no such rights for the app.
 */
import { createHash } from 'node:crypto';
import { inTransaction } from '@/lib/platform/db/transaction';

/** What the functions behind the triggers and the expiry say, by SHA-256: one that was replaced refuses nothing. */
const FUNCTIONS = {
  refuse_ledger_change: '6017c62366b9da75eccf60d28f1f968469bd667d0913ba09a5e1f2b44ec48eb8',
  refuse_list_change: '9c5c368a1d8f54a052f328c0f4073fd08c88f20913506fe73e68db63401e77c5',
  refuse_entry_change: 'ce1ceea4417cbe41454da891f09973fb15d0313441a6a010a7231d7f495d3b48',
  expire_entries: '833f05fa3d5e2ed9efaef5efadb260a256fdf2ecf436cf7cddbb2ff19a29cac4',
  due_entries: '249a7558d6b503de11dbf0d5cc089a3f12c0c67291d265e3afbdab5bf18580c6',
  ledger_terms: 'ef29d973be42716ca316e22a738f4c865e050b426872f03d91cb7e8547055df4',
  ledger_kind: 'e706c31ea79c420804659c192e52f5b31aefee05388d9fa28755481a66c9bd34',
  lift_by_the_clock: '4b768e956cdedfbf7046046100269aa03a09c78a85b738037846e4bc049972a0',
  set_by_the_clock: '539b41d1086b356b967b60b26d516ab7051c8e04cf44166166a9beb259f721e2',
  refuse_tile_change: '6c09bc07855b4f88fda7eca16d6f69e65a102715a990faa32651004d2facc237',
};

/** The map's tables that are written anew as it grows; the verifier makes them anew from the entries. */
const KEPT_ANEW = ['ledger_maps', 'ledger_map_nodes', 'ledger_map_subjects'];

/** Permissive, for every command and role: rows of the org of the transaction. */
const OF_THE_ORG = 't * {0} (org_id = app.org_id())';

interface Table {
  name: string;
  changes: boolean;
  truncate: boolean;
  rights: boolean;
  rls: boolean;
  policy: boolean;
}

/** What is wrong with the ledger's tables or a partition of them, one line each; empty when all is well. */
export async function brokenGuards(): Promise<string[]> {
  return inTransaction(async (sql) => {
    const functions = await sql<{ name: keyof typeof FUNCTIONS; source: string }[]>`
      select p.proname as name, p.prosrc as source from pg_proc p
      where p.pronamespace = 'app'::regnamespace and p.proname = any(${Object.keys(FUNCTIONS)}::text[])`;
    const sources = new Map(
      functions.map(({ name, source }) => [name, createHash('sha256').update(source).digest('hex')]),
    );
    const tables = await sql<Table[]>`
      select c.relname as name,
        c.relname = any(${KEPT_ANEW}::text[]) or exists (
          select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
          where t.tgrelid = c.oid and t.tgname = 'ledger_append_only' and t.tgenabled in ('O', 'A') and t.tgtype = 27
            and t.tgqual is null and t.tgattr = '' and p.pronamespace = 'app'::regnamespace and p.proname = case c.relname
              when 'ledger_leaves' then 'refuse_ledger_change' when 'ledger_checkpoints' then 'refuse_ledger_change'
              when 'ledger_tiles' then 'refuse_tile_change' when 'ledger_map_lists' then 'refuse_list_change'
              else 'refuse_entry_change' end) as changes,
        exists (
          select from pg_trigger t join pg_proc p on p.oid = t.tgfoid
          where t.tgrelid = c.oid and t.tgname like 'ledger%no_truncate' and t.tgenabled in ('O', 'A') and t.tgtype = 34
            and t.tgqual is null and p.pronamespace = 'app'::regnamespace and p.proname = 'refuse_ledger_change') as truncate,
        c.relname <> all(${KEPT_ANEW}::text[]) and (
          (c.relname not in ('ledger_tiles', 'ledger_map_lists') and has_any_column_privilege(c.oid, 'UPDATE'))
          or has_table_privilege(c.oid, 'DELETE')) or has_table_privilege(c.oid, 'TRUNCATE') as rights,
        c.relrowsecurity and c.relforcerowsecurity as rls,
        c.relispartition or array(
          select concat_ws(' ', polpermissive, polcmd, polroles::text, pg_get_expr(polqual, polrelid))
          from pg_policy where polrelid = c.oid) = array[${OF_THE_ORG}] as policy
      from pg_class c
      where c.oid in ('ledger_entries'::regclass, 'ledger_leaves'::regclass, 'ledger_tiles'::regclass,
          'ledger_checkpoints'::regclass, 'ledger_map_lists'::regclass) or c.relname = any(${KEPT_ANEW}::text[])
        or (c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname like 'ledger_entries_%')
      order by c.relname`;
    const detached = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname like 'ledger_entries_%'
        and not c.relispartition order by c.relname`;
    return [
      ...Object.entries(FUNCTIONS).flatMap(([name, hash]) =>
        sources.get(name as keyof typeof FUNCTIONS) === hash
          ? []
          : [`app.${name}: it is not the function that guards the ledger`],
      ),
      ...detached.map(({ name }) => `${name}: it was detached from the ledger`),
      ...tables.flatMap(linesOf),
    ];
  });
}

const linesOf = ({ name, changes, truncate, rights, rls, policy }: Table): string[] => [
  ...(changes ? [] : [`${name}: the trigger that refuses changes is missing or off`]),
  ...(truncate ? [] : [`${name}: the trigger that refuses TRUNCATE is missing or off`]),
  ...(rights ? [`${name}: the app's role may change it`] : []),
  ...(rls ? [] : [`${name}: row-level security is off`]),
  ...(policy ? [] : [`${name}: its policy is not the one that holds each organisation to its own`]),
];
