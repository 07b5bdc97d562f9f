-- By hand: what was found for review, and what reviewers said, is kept for good. The same as lib/protection/ledger/retention/kinds.ts.
CREATE OR REPLACE FUNCTION app.ledger_kind(action text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN action IN ('ledger.restore', 'ledger.expire', 'ledger.retain', 'ledger.hold', 'ledger.lift', 'review.find',
      'review.sign_off') THEN NULL
    WHEN split_part(action, '.', 1) IN ('org', 'approval', 'integrity', 'key') THEN NULL
    WHEN split_part(action, '.', 1) IN ('record', 'note', 'attachment', 'import', 'export', 'mass_change', 'duplicates', 'job',
      'budget', 'accounting', 'app') THEN 'records'
    WHEN split_part(action, '.', 1) IN ('conversation', 'visitor', 'chat_setup', 'chat_extract', 'chat_limit') THEN 'chat'
    WHEN split_part(action, '.', 1) IN ('user', 'session', 'access', 'profile', 'role', 'api_client', 'api_token') THEN 'people'
    ELSE 'settings'
  END
$$;
