/**
 * The head of a request, before anything reads it.
 *
 * Guarantees: what only a proxy may say (`X-Forwarded-*`, `Forwarded`) counts from nobody unless TRUST_PROXY is on, and
 * then one host only, the one of NEXTAUTH_URL; `Host` and `Origin` are in lower case, as browsers write them, or the
 * request is refused with 400. So no code further in, ours or Next's, compares an origin with what a client made up.
 */
import type { IncomingMessage } from 'node:http';

export interface HeadRules {
  trustProxy: boolean;
  /** The host of NEXTAUTH_URL, in lower case. */
  publicHost: string | null;
}

/** Written by proxies, by us or by Next: from a client they mean nothing. */
const NOT_FROM_CLIENTS =
  /^(x-forwarded-.*|x-original-.*|x-rewrite-.*|x-middleware-.*|x-careledger-.*|forwarded|x-real-ip|x-nonce|x-matched-path)$/;
/** Kept when a proxy of ours stands in front. */
const FROM_PROXY = new Set(['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-host']);

const HOST = /^([a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?|\[[0-9a-f:.]+\])(:\d{1,5})?$/;
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^\s/?#@,]+$/;

/** Makes the head safe to read, in place. @returns why the request is refused (400), or null. */
export function cleanHead(request: IncomingMessage, rules: HeadRules): string | null {
  request.url = pathOf(request.url ?? '');
  const hosts = request.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host');
  const host = request.headers.host?.toLowerCase();
  if (hosts.length > 1 || (host !== undefined && !isHost(host))) return 'The Host header is no host.';
  const origin = request.headers.origin?.toLowerCase();
  if (origin !== undefined && !isOrigin(origin)) return 'The Origin header is no origin.';
  if (!isTarget(request.url)) return 'The address is none of ours.';

  keepHeaders(request, (name) => !NOT_FROM_CLIENTS.test(name) || (rules.trustProxy && FROM_PROXY.has(name)));
  if (host !== undefined) setHeader(request, 'host', host);
  if (origin !== undefined) setHeader(request, 'origin', origin);
  if (rules.trustProxy) keepProxysWord(request, rules.publicHost);
  return null;
}

/** Sets a header over whatever the client sent, also where the raw ones are read. */
export function setHeader(request: IncomingMessage, name: string, value: string): void {
  keepHeaders(request, (given) => given !== name);
  request.headers[name] = value;
  request.rawHeaders.push(name, value);
}

function keepHeaders({ headers, rawHeaders }: IncomingMessage, isKept: (name: string) => boolean): void {
  for (const name of Object.keys(headers)) if (!isKept(name)) delete headers[name];
  const kept: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (isKept(name.toLowerCase())) kept.push(name, value);
  }
  rawHeaders.splice(0, rawHeaders.length, ...kept);
}

/** Many proxies pass on what a client forwards: of that, only what can be right stays. */
function keepProxysWord(request: IncomingMessage, publicHost: string | null): void {
  const said = (name: string) =>
    String(request.headers[name] ?? '')
      .trim()
      .toLowerCase();
  const isOurHost = publicHost !== null && said('x-forwarded-host') === publicHost;
  const isScheme = ['http', 'https'].includes(said('x-forwarded-proto'));
  if (isOurHost) setHeader(request, 'x-forwarded-host', said('x-forwarded-host'));
  keepHeaders(
    request,
    (name) => (name !== 'x-forwarded-host' || isOurHost) && (name !== 'x-forwarded-proto' || isScheme),
  );
}

const isHost = (host: string): boolean => HOST.test(host) && URL.canParse(`http://${host}`);

/** `null` is what a browser writes for a page of no origin. */
const isOrigin = (origin: string): boolean => origin === 'null' || (ORIGIN.test(origin) && URL.canParse(origin));

/** An address may be written whole, as to a proxy (RFC 9112, 3.2.2): its path counts. */
const pathOf = (url: string): string => url.replace(/^https?:\/\/[^/?#]*/i, '') || '/';

/** A path, whose escapes are whole. */
function isTarget(url: string): boolean {
  if (!url.startsWith('/')) return false;
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '');
    return true;
  } catch {
    return false;
  }
}
