/**
 * Links in what people write. Pure; imports nothing, so that console and widget share it.
 *
 * Guarantees: only web, mail and telephone addresses become links, as they are written; nothing is fetched for them.
 * Against: `javascript:` and its kind, addresses that pretend to be another's (`https://clinic.example@evil.example`,
 * characters that turn the direction of writing). Not against: a link to a bad place that looks like one.
 */

export interface Linked {
  text: string;
  /** Null for plain text. */
  href: string | null;
}

const ADDRESS = /(?:\bhttps?:\/\/|\bmailto:|\btel:|\bwww\.)[^\s<>"“”«»]{2,2000}/giu;
const AFTER = /[.,;:!?'’*_~)\]}>…]+$/u;
const OPENS: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/** A text cut into links and what is between them. Time linear in the text. */
export function linked(text: string): Linked[] {
  const parts: Linked[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutEnd(found);
    const href = hrefOf(address);
    if (!href) continue;
    if (index > at) parts.push({ text: text.slice(at, index), href: null });
    parts.push({ text: address, href });
    at = index + address.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), href: null });
  return parts;
}

/** Without the marks that end the sentence; a bracket that was opened in the address is its own. */
function withoutEnd(found: string): string {
  const end = AFTER.exec(found)?.index ?? found.length;
  for (let kept = found.length; kept > end; kept -= 1) {
    const last = found[kept - 1] ?? '';
    const opener = OPENS[last];
    if (opener && count(found.slice(0, kept), opener) >= count(found.slice(0, kept), last)) return found.slice(0, kept);
  }
  return found.slice(0, end);
}

const count = (text: string, one: string): number => text.split(one).length - 1;

/** Null for what is no safe address. */
function hrefOf(address: string): string | null {
  if (/\p{Cf}|\p{Cc}/u.test(address)) return null;
  const url = parsed(/^www\./i.test(address) ? `https://${address}` : address);
  if (!url) return null;
  if (url.protocol === 'mailto:')
    return /^[^\s@]+@[^\s@]+\.[^\s@?]+$/.test(url.pathname) ? `mailto:${url.pathname}` : null;
  if (url.protocol === 'tel:') return /^\+?[\d().-]{3,25}$/.test(url.pathname) ? url.href : null;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return null;
  const isNamed = url.hostname.includes('.') || url.hostname === 'localhost';
  return isNamed && url.username === '' && url.password === '' ? url.href : null;
}

function parsed(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

/** Where a link opens, and what it is told of where it was clicked: nothing. */
export const LINK_ATTRIBUTES = { target: '_blank', rel: 'noopener noreferrer nofollow' } as const;
