-- Hand-written: a street may take several lines, as it stands on an envelope. A setting of the standard fields; their
-- values stay as they are. Row-level security is forced on the owner too.
ALTER TABLE fields NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
UPDATE fields SET options = coalesce(options, '{}'::jsonb) || '{"lines": "several"}'::jsonb
WHERE NOT custom AND type = 'single_line'
  AND api_name IN ('Street', 'Mailing_Street', 'Other_Street', 'Billing_Street', 'Shipping_Street');
--> statement-breakpoint
ALTER TABLE fields FORCE ROW LEVEL SECURITY;
