-- inserted: was not written by Careledger
-- when: both
-- A new entry with a salt, a leaf hash and a mark of its own, all as the format says.
with said as (
  select e.org_id, current_setting('tamper.inserted')::bigint as id, e.at, e.actor_id, e.actor_name,
    '0123456789abcdef0123456789abcdef' as salt
  from ledger_entries e
  where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint
), forged as (
  insert into ledger_entries
  select org_id, id, at, 'record.view', 'done', 'user', actor_id, actor_name, 'forged', null, null, null, null, null, null, '{}',
    '{}', null, decode(salt, 'hex'),
    sha256('\x00'::bytea || convert_to(
      '{"action":"record.view","actor":{"id":"' || actor_id || '","kind":"user","name":' || to_json(actor_name) || '},"at":"'
      || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","detail":null,"door":null,"facts":"{}","fields":[],"id":"'
      || id || '","ip":null,"module":null,"org":"' || org_id || '","outcome":"done","purpose":null,"record":null,"request":"forged","salt":"'
      || salt || '","subject":null,"v":1}', 'UTF8'))
  from said returning org_id, id)
insert into ledger_pending select org_id, id from forged;
