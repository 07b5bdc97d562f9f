-- last: has no body, and Careledger did not let it expire
-- when: expired
-- A body that is held is taken as if it had expired with the others.
update ledger_entries e set expired_by = o.expired_by, actor_name = '', request_id = '', ip = null, module = null, door = null,
  purpose = null, fields = '{}', facts = '{}', sealed_detail = null, salt = o.salt
from ledger_entries o
where e.org_id = current_setting('tamper.org')::bigint and e.id = current_setting('tamper.last')::bigint
  and o.org_id = e.org_id and o.id = current_setting('tamper.entry')::bigint;
