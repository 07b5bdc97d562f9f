-- none: Marks, encryption, restrictions or other settings are not as Careledger left them
-- when: expired
update settings set value = '{"records": "60 days"}'
where org_id = current_setting('tamper.org')::bigint and key = 'ledger_retention';
