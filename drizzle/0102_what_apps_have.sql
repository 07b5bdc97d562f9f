-- By hand: `app_remotes.sent_marked` names the fields that an app was let have of a record and has still, whether they were
-- marked then or not, so that what has to be taken out of it is known when a field is marked later. Of those that were sent
-- before, by what became of the changes; what an app removed it has no more.
DO $$
DECLARE
  o record;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR o IN SELECT org_id FROM orgs LOOP
    PERFORM set_config('app.org_id', o.org_id::text, true);
    UPDATE app_remotes r SET sent_marked = CASE WHEN r.removed_at IS NULL THEN array(
      SELECT DISTINCT f.name FROM app_deliveries d CROSS JOIN unnest(d.sent_fields) AS f (name)
      WHERE d.org_id = r.org_id AND d.record_id = r.record_id AND d.connection_id = r.connection_id
        AND d.state IN ('sent', 'sent_without') AND NOT EXISTS (
          SELECT FROM app_deliveries e
          WHERE e.org_id = d.org_id AND e.record_id = d.record_id AND e.connection_id = d.connection_id AND e.id > d.id
            AND ((e.act = 'delete' AND e.state = 'sent') OR (e.state = 'not_sent' AND e.status IS NOT NULL)))
      ORDER BY f.name) ELSE '{}' END
    WHERE r.org_id = o.org_id;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
END $$;
