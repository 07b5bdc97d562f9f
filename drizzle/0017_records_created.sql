-- Without it a filter on Created Time reads the whole module.
CREATE INDEX "records_created" ON "records" USING btree ("org_id","module_id","created_at","id") WHERE deleted_at is null;
