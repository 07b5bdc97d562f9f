-- Hand-written: a transaction that changes data says so, so that one that only reads can be told from it.
CREATE OR REPLACE FUNCTION app.begin_change(org bigint, alone boolean) RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.org_id', org::text, true);
  PERFORM set_config('app.writer', 'mutate', true);
  IF alone THEN
    PERFORM pg_advisory_xact_lock(org);
  ELSE
    PERFORM pg_advisory_xact_lock_shared(org);
  END IF;
  RETURN (SELECT meta_version FROM orgs WHERE org_id = org);
END $$;
