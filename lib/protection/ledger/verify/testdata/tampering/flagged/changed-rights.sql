-- none: Rights of people or programs are not as Careledger left them
update users set profile_id = (
  select min(id) from profiles where org_id = current_setting('tamper.org')::bigint and id <> users.profile_id)
where org_id = current_setting('tamper.org')::bigint
  and id = (select min(id) from users where org_id = current_setting('tamper.org')::bigint);
