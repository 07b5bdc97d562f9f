-- What waits for a second person is asked for and decided with an entry in the same transaction, or not at all.
CREATE CONSTRAINT TRIGGER approvals_require_entry AFTER INSERT OR UPDATE ON approvals
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
