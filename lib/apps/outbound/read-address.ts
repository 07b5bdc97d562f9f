import { invalid } from '@/lib/platform/errors';

const LONGEST = 2_048;

/** Ports of other protocols, whose servers might take a request for their own: the Fetch standard's "bad ports". */
const OTHER_PROTOCOLS = new Set(
  `0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135
  137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719
  1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080`.split(/\s+/),
);

/**
 * An address as an administrator typed it. What a URL parser would mend without a word (missing slashes, backslashes,
 * line breaks) is refused: two programs mend it in two ways. `http://` is read, and connected to where an administrator
 * allowed the address inside the own network; any port is, but those of other protocols.
 * @throws invalid with the reason in words, which do not repeat the address.
 */
export function readAddress(text: string): URL {
  const typed = text.trim();
  if (typed === '') throw invalid('Type an address, such as https://example.org/hook.');
  if (typed.length > LONGEST) throw invalid(`An address has at most ${LONGEST} characters.`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\s\\\u0000-\u001f\u007f]/.test(typed)) throw invalid('An address has no spaces, line breaks or backslashes.');
  const [, authority] = /^https?:\/\/([^/?#]+)/i.exec(typed) ?? [];
  if (authority === undefined) throw invalid('An address begins with https:// and the name of a server.');
  if (authority.includes('@')) {
    throw invalid('An address has no user name or password in it: they have places of their own.');
  }
  if (typed.includes('#')) throw invalid('An address has no part behind #: it is never sent.');
  if (!URL.canParse(typed)) throw invalid('This is not an address: look at the name of the server and its port.');
  const url = new URL(typed);
  if (url.hostname.endsWith('.')) throw invalid('The name of a server is written without a dot at its end.');
  if (OTHER_PROTOCOLS.has(url.port)) throw invalid(`Port ${url.port} belongs to another protocol than HTTP.`);
  return url;
}
