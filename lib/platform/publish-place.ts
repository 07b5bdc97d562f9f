/** One place of `LEDGER_PUBLISH`: `s3://bucket/prefix?region=…&endpoint=https://…`, or an address of the web. Pure. */
export function isPublishPlace(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, searchParams, username, hash, search } = new URL(text);
  if (hostname === '' || username !== '' || hash !== '') return false;
  if (protocol === 'https:' || protocol === 'http:') return search === '';
  const endpoint = searchParams.get('endpoint');
  return protocol === 's3:' && (endpoint === null || (URL.canParse(endpoint) && /^https?:/.test(endpoint)));
}
