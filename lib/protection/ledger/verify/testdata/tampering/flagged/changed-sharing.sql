-- none: Marks, encryption, restrictions or other settings are not as Careledger left them
update modules set sharing = case sharing when 'private' then 'public_read_write' else 'private' end
where org_id = current_setting('tamper.org')::bigint and api_name = 'Contacts';
