/**
 * Makes a database refuse, in tests, what no verb may do: a statement that writes outside `mutate` and the few named
 * writers, a `mutate` that changed something and left neither an event nor a name for leaving none, and a change of the
 * security state without an act by which the verifier of the ledger could explain it.
 * The owner is exempt: tests look and tamper through it.
 */
import type { Sql } from 'postgres';
import type { Writer } from '@/lib/platform/db/transaction';
import { EXPLAINED } from '@/lib/protection/ledger/tree/state';

/** What each writer without an event may write. `null`: everything. */
const TABLES: Record<Writer, readonly string[] | null> = {
  touch: [
    'sessions',
    'api_client_use',
    'api_calls',
    'api_field_reads',
    'api_answers',
    'list_walks',
    'disclosure_use',
    'disclosures',
    'disclosure_records',
    'chat_operators',
    'chat_readers',
    'chat_visitors',
    'chat_unknown_calls',
    'chat_spent_proofs',
    'chat_sites',
    'notices',
    'state_macs',
    'reminder_marks',
    'agreement_reminders',
    'scim_connections',
  ],
  job: [
    'state_macs',
    'jobs',
    'import_problems',
    'import_waiting',
    'bulk_write_rows',
    'mass_change_rows',
    'duplicate_groups',
    'before_images',
    'merges',
    'merged_records',
    'app_deliveries',
    'app_remotes',
    'app_health',
    'app_received',
    'siem_streams',
    'checkpoint_places',
    'notices',
    'disclosures',
    'disclosure_records',
    'review_items',
    'mails',
    'access_reviews',
  ],
  new_org: null,
};

/** A check of the security state changes with an act that explains it (`lib/protection/ledger/tree/state.ts`). */
const CHECK_EXPLAINED = `
create function testing.check_explained() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, testing as $$
declare
  done text[];
  acts text[];
begin
  if session_user = current_user then return null; end if;
  select array(select jsonb_array_elements_text(part -> 'acts')) into acts
    from jsonb_array_elements('${JSON.stringify(EXPLAINED)}'::jsonb) part
    where new.subject like any (array(select jsonb_array_elements_text(part -> 'subjects')));
  if acts is null then return null; end if;
  select array_agg(e.action) into done from ledger_entries e
    where e.org_id = new.org_id and e.outcome = 'done' and e.xmin = pg_current_xact_id()::xid;
  if not coalesce(done && acts, false) then
    raise exception 'the check of % % changed, and % does not explain it (lib/protection/ledger/tree/state.ts)',
      new.subject, new.subject_id, done;
  end if;
  return null;
end $$;

create constraint trigger check_explained after insert or update on state_macs
  deferrable initially deferred for each row execute function testing.check_explained();`;

/** Puts the guard on every table of the migrated database; the ledger's own tables are guarded by their rights. */
export async function guardWrites(owner: Sql): Promise<void> {
  const allowed = JSON.stringify(TABLES);
  await owner.unsafe(`
    create schema testing;
    create table testing.writes (xid xid8 primary key, table_name text not null);

    create function testing.allowed() returns jsonb immutable language sql as $$ select '${allowed}'::jsonb $$;

    create function testing.guard_write() returns trigger
    language plpgsql security definer set search_path = pg_catalog, testing as $$
    declare
      writer text := coalesce(current_setting('app.writer', true), '');
    begin
      if session_user = current_user or not exists (select from changed) then return null; end if;
      if writer = 'mutate' then
        insert into testing.writes values (pg_current_xact_id(), tg_table_name) on conflict do nothing;
      elsif not testing.allowed() ? writer
        or not coalesce(testing.allowed() -> writer = 'null' or testing.allowed() -> writer ? tg_table_name, false) then
        raise exception 'a write to % outside mutate and the named writers (writer: "%")', tg_table_name, writer;
      end if;
      return null;
    end $$;

    create function testing.note_entry() returns trigger language plpgsql as $$
    begin
      perform set_config('testing.recorded', 'on', true);
      return null;
    end $$;

    create function testing.check_recorded() returns trigger
    language plpgsql security definer set search_path = pg_catalog, testing as $$
    begin
      delete from testing.writes where xid = new.xid;
      if coalesce(current_setting('testing.recorded', true), '') <> 'on'
        and coalesce(current_setting('app.unrecorded', true), '') = '' then
        raise exception 'a change of % left no event and no name for leaving none', new.table_name;
      end if;
      return null;
    end $$;

    ${CHECK_EXPLAINED}
    create constraint trigger check_recorded after insert on testing.writes
      deferrable initially deferred for each row execute function testing.check_recorded();
    create trigger note_entry after insert on ledger_entries for each statement execute function testing.note_entry();

    do $$
    declare
      t text;
    begin
      for t in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not relispartition and (relname not like 'ledger%' or relname = 'ledger_holds') loop
        execute format('create trigger zz_guard_insert after insert on %I referencing new table as changed
          for each statement execute function testing.guard_write()', t);
        execute format('create trigger zz_guard_update after update on %I referencing new table as changed
          for each statement execute function testing.guard_write()', t);
        execute format('create trigger zz_guard_delete after delete on %I referencing old table as changed
          for each statement execute function testing.guard_write()', t);
      end loop;
    end $$;
  `);
}
