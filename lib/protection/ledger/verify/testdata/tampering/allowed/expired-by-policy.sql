-- when: expired
-- Nothing but what retention does: nine bodies are gone, one is held, and an entry says so.
select 1;
