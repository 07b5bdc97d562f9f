-- none: Marks, encryption, restrictions or other settings are not as Careledger left them
update compliance_settings set restrict_api = not restrict_api where org_id = current_setting('tamper.org')::bigint;
