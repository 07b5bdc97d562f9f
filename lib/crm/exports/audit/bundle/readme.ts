/** What the files of a bundle are, for whoever unpacks it. */
export const README = [
  'An export of an audit log by Careledger, which can be checked without Careledger.',
  '',
  'index.html                Open it in a browser, without a network: it checks the entries and shows them.',
  'entries.jsonl             One entry a line: its leaf in the tree, and its canonical form (RFC 8785 JSON).',
  'proofs.jsonl              One proof a line, in the same order. "proof" is the whole text of a C2SP tlog-proof.',
  'answer.json               Where the filter was one record, conversation or person: the proof that none is left out.',
  'checkpoint                The signed tree (C2SP tlog-checkpoint), with the signatures of witnesses.',
  'manifest.json             What is in the bundle, and the SHA-256 of each file. The key is "vkey".',
  'manifest.note             SHA-256 of manifest.json, signed by the same key (C2SP signed-note).',
  'fhir-audit-events.ndjson  The entries as FHIR R4 AuditEvents, after the profiles of IHE BALP.',
  'ocsf.jsonl                The entries as events of OCSF.',
  '',
  'A leaf hash is SHA-256 over a zero byte and the canonical form (RFC 6962). Details that may be sensitive are',
  'encrypted in "detail" and stay so. A bundle proves nothing to whoever does not have the key from elsewhere:',
  'compare "vkey" with the one that the organisation gave you by another way.',
  '',
].join('\r\n');
