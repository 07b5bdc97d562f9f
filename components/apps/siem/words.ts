/** The forms of a stream of the audit log, as they are chosen. */
export const KINDS = [
  { value: 'syslog', label: 'Syslog by TLS (RFC 5424, RFC 5425)' },
  { value: 'cef', label: 'CEF in syslog by TLS' },
  { value: 'ocsf', label: 'OCSF in JSON by https' },
] as const;
