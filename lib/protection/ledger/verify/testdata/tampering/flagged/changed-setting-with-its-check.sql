-- none: Rights of people or programs were changed after entry
-- As the owner puts an older state back together with its check: here, a check that is taken away with its person's rights.
delete from state_macs where org_id = current_setting('tamper.org')::bigint and subject = 'user'
  and subject_id = (select max(id) from users where org_id = current_setting('tamper.org')::bigint);
delete from sessions where org_id = current_setting('tamper.org')::bigint;
delete from users where org_id = current_setting('tamper.org')::bigint
  and id = (select max(id) from users where org_id = current_setting('tamper.org')::bigint);
