/** The forms of a stream of the audit log, as they are chosen. */
export const KINDS = [
  { value: 'syslog', label: 'Syslog by TLS (RFC 5424, RFC 5425)' },
  { value: 'cef', label: 'CEF in syslog by TLS' },
  { value: 'ocsf', label: 'OCSF in JSON by https' },
] as const;

/** What is said when it was saved. */
export const savedWords = (state: 'active' | 'paused' | undefined): string =>
  state === 'paused'
    ? 'Saved. It is still paused: nothing goes there until you resume it.'
    : 'Saved. Entries go there as soon as they are signed.';
