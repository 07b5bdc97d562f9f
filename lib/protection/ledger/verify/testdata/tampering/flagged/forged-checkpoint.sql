-- none: is not signed by this ledger's key
update ledger_checkpoints set note = replace(note, E'\ncareledger-state 1 ', E'\ncareledger-state 2 '), incarnation = 2
where org_id = current_setting('tamper.org')::bigint;
