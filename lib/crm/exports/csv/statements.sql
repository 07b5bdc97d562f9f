-- What the code of this folder asks of PostgreSQL; of a statement with parts that vary, one form that the tests send.
-- Written by the tests: docs/decisions/2026-11-29-statements-written-down.md.

-- select.ts findEnd
select id
from records
where (records.org_id = $1 and records.module_id = $2 and deleted_at is null and true) and id > $3
order by id
offset $4
limit 1;

-- select.ts selectCells.read
select string_agg(array_to_string(array[ 'x' || encode(r.sealed, 'hex') , r.seal_version::text , r.id::text ,
      r."values" ->> $1::text , r."values" ->> $2::text , r."values" ->> $3::text , (select
        coalesce(nullif(records.name, ''), $4::text || right(records.id::text, 6))
      from records
      where records.org_id = $5 and records.module_id = $6 and deleted_at is null and true and records.id =
        (r."values" ->> $7::text)::bigint) , r."values" ->> $8::text , r."values" ->> $9::text , r."values" ->>
      $10::text , r."values" ->> $11::text , r."values" ->> $12::text , r."values" ->> $13::text , r."values" ->>
      $14::text , r."values" ->> $15::text , r."values" ->> $16::text , r."values" ->> $17::text , (select
        coalesce(nullif(records.name, ''), $18::text || right(records.id::text, 6))
      from records
      where records.org_id = $19 and records.module_id = $20 and deleted_at is null and true and records.id =
        (r."values" ->> $21::text)::bigint) , r."values" ->> $22::text , (select coalesce(nullif(records.name, ''),
          $23::text || right(records.id::text, 6))
      from records
      where records.org_id = $24 and records.module_id = $25 and deleted_at is null and true and records.id =
        (r."values" ->> $26::text)::bigint) , r."values" ->> $27::text , r."values" ->> $28::text , r."values" ->>
      $29::text , r."values" ->> $30::text , r."values" ->> $31::text , r."values" ->> $32::text , r."values" ->>
      $33::text , r."values" ->> $34::text , r."values" ->> $35::text , r."values" ->> $36::text , r."values" ->>
      $37::text , r."values" ->> $38::text , r."values" ->> $39::text , r."values" ->> $40::text , r."values" ->>
      $41::text , r."values" ->> $42::text , r."values" ->> $43::text , r."values" ->> $44::text , r."values" ->>
      $45::text , "u0".name , r."values" ->> $46::text , (select string_agg(e.item, ';' order by e.n)
      from jsonb_array_elements_text(r."values" -> $47::text) with ordinality as e (item, n)) , r."values" ->>
      $48::text , owner.name , r.owner_id::text , (r."created_at" at time zone 'UTC')::text , (r."modified_at" at
      time zone 'UTC')::text], chr($49::int), ''), chr($50::int)
  order by r.id), max(r.id), count(*)
from (select id, owner_id, "values", created_at, modified_at, sealed, seal_version
  from records
  where (records.org_id = $51 and records.module_id = $52 and deleted_at is null and true) and id > $53
  order by id
  limit $54) r
left join users owner on owner.org_id = $55 and owner.id = r.owner_id
left join users "u0" on "u0".org_id = $56 and "u0".id = (r."values" ->> $57::text)::bigint;
