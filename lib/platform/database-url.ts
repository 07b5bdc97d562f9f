/** URLs of PostgreSQL that may name several hosts, as libpq takes them: `postgres://user@a:5432,b:5432/name?…`. */

const SHAPE = /^(postgres(?:ql)?:\/\/(?:[^@/?#]*@)?)([^@/?#]+)([/?].*)?$/;
const ATTRIBUTES = ['any', 'read-write', 'read-only', 'primary', 'standby', 'prefer-standby'];

/** The same URL for each of its hosts, in order, without `target_session_attrs`; null when it is none. */
export function urlsOfHosts(text: string): URL[] | null {
  const [, head, hosts, rest = ''] = SHAPE.exec(text) ?? [];
  if (head === undefined || hosts === undefined) return null;
  const urls: URL[] = [];
  for (const host of hosts.split(',')) {
    if (host === '' || !URL.canParse(head + host + rest)) return null;
    const url = new URL(head + host + rest);
    url.searchParams.delete('target_session_attrs');
    urls.push(url);
  }
  return urls;
}

/** Whether a text is a URL of PostgreSQL that we can use. */
export function isDatabaseUrl(text: string): boolean {
  const attributes = /[?&]target_session_attrs=([^&]*)/.exec(text)?.[1];
  return urlsOfHosts(text) !== null && (attributes === undefined || ATTRIBUTES.includes(attributes));
}

/** The first host's URL: for what all of them share, such as user and database. */
export function firstUrl(text: string): URL {
  return urlsOfHosts(text)?.[0] ?? new URL(text);
}

/** Hosts and database as a person may read them: without user and password. */
export function placeOf(text: string): string {
  const urls = urlsOfHosts(text) ?? [new URL(text)];
  return `${urls.map(({ host }) => host).join(',')}${urls[0]?.pathname ?? ''}`;
}

/** Of several hosts we mean the one that takes changes, unless the URL says otherwise. */
export const sessionAttributes = (text: string): 'read-write' | undefined =>
  (urlsOfHosts(text)?.length ?? 1) > 1 && !text.includes('target_session_attrs=') ? 'read-write' : undefined;
