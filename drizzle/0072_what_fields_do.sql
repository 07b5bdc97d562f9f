-- By hand: standard fields whose names promise something say what they do, in organisations that have them already. A help
-- text that somebody wrote stays.
DO $$
DECLARE
  o record;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR o IN SELECT org_id FROM orgs LOOP
    PERFORM set_config('app.org_id', o.org_id::text, true);
    UPDATE fields f SET help_text = said.words
    FROM modules m, (VALUES
      ('Tasks', 'Remind_At', 'The owner is told at this time, by the bell. Not while this field is protected.'),
      ('Events', 'Remind_At', 'The owner is told at this time, by the bell. Not while this field is protected.'),
      ('Calls', 'Reminder', 'The owner is told at this time, by the bell. Not while this field is protected.'),
      ('Tasks', 'Send_Notification_Email', 'Whoever is given this task by somebody else is told by the bell. Careledger sends no e-mail. Not while this field is protected.'),
      ('Events', 'All_day', 'For those who read it: From and To keep their times.'),
      ('Products', 'Product_Active', 'For those who read it: an inactive product can be chosen all the same.'),
      ('Products', 'Reorder_Level', 'For those who read it: nothing is ordered by it.'),
      ('Leads', 'Email_Opt_Out', 'For those who read it: Careledger sends no e-mail.'),
      ('Contacts', 'Email_Opt_Out', 'For those who read it: Careledger sends no e-mail.'),
      ('Vendors', 'Email_Opt_Out', 'For those who read it: Careledger sends no e-mail.')
    ) AS said (module, field, words)
    WHERE m.org_id = o.org_id AND f.org_id = o.org_id AND f.module_id = m.id AND NOT m.custom AND NOT f.custom
      AND m.api_name = said.module AND f.api_name = said.field AND f.help_text IS NULL;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
END $$;
