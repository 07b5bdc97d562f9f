-- none: Marks, encryption, restrictions or other settings are not as Careledger left them
-- when: expired
delete from ledger_holds where org_id = current_setting('tamper.org')::bigint;
