-- none: Marks, encryption, restrictions or other settings are not as Careledger left them
alter table fields disable trigger user;
update fields set marked = not marked
where org_id = current_setting('tamper.org')::bigint
  and id = (select min(id) from fields where org_id = current_setting('tamper.org')::bigint);
alter table fields enable trigger user;
