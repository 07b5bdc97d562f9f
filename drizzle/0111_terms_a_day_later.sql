-- By hand: for a day after the terms were last changed nothing expires. Until now the day after a change had six years for its
-- term, whatever had been set before: who set "for good" down to six years had bodies taken the same night.
CREATE OR REPLACE FUNCTION app.ledger_terms(tried jsonb DEFAULT NULL) RETURNS TABLE (kind text, term interval) LANGUAGE sql STABLE AS $$
  SELECT k.kind, CASE WHEN tried IS NULL AND s.updated_at > now() - interval '24 hours' THEN NULL
    ELSE CASE coalesce(tried ->> k.kind, s.value ->> k.kind)
      WHEN '60 days' THEN interval '60 days'
      WHEN '1 year' THEN interval '1 year'
      WHEN '3 years' THEN interval '3 years'
      WHEN 'forever' THEN NULL
      ELSE interval '6 years'
    END
  END
  FROM unnest(ARRAY['records', 'chat', 'people', 'settings']) AS k (kind)
  LEFT JOIN settings s ON s.org_id = app.org_id() AND s.key = 'ledger_retention'
$$;
