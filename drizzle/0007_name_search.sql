-- Hand-written: search of names by the trigram index. Under row-level security a LIKE of the app's role cannot use it,
-- since LIKE is not leakproof. The function searches as the owner, in the current org only, and gives ids, never names;
-- who may see them is decided by the query that asked.
CREATE FUNCTION app.names_like(module bigint, pattern text, at_most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- Planned for the pattern at hand: a rare one by the index, a frequent one by reading until there are enough.
  RETURN QUERY EXECUTE 'SELECT id FROM public.records
    WHERE org_id = app.org_id() AND module_id = $1 AND deleted_at IS NULL AND (name_key COLLATE "default") LIKE $2
    LIMIT $3' USING module, pattern, at_most;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.names_like(bigint, text, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.names_like(bigint, text, integer) TO careledger_app_role;
