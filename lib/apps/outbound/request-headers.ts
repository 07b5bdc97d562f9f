import { invalid } from '@/lib/platform/errors';

/** What belongs to the connection, not to the request: whoever could set them could make two requests of one. */
const OURS = new Set(
  `host connection content-length transfer-encoding te trailer upgrade expect keep-alive proxy-authorization
  proxy-connection accept-encoding`.split(/\s+/),
);

/** The headers of a request with ours. @throws invalid, which names a header and never its value. */
export function requestHeaders(
  { headers = {}, body }: { headers?: Readonly<Record<string, string>>; body?: string },
  url: URL,
): Record<string, string | number> {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) throw invalid('The name of a header has signs that none may have.');
    if (OURS.has(name.toLowerCase())) throw invalid(`The header ${name} is set by Careledger itself.`);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) throw invalid(`The header ${name} has signs that none may have.`);
  }
  return {
    'user-agent': 'Careledger',
    accept: '*/*',
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    host: url.host,
    // Answers are short. What comes packed all the same is unpacked.
    'accept-encoding': 'identity',
    ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }),
  };
}
