const KEY = 'careledger-chat:unique-id';

let known = '';

/**
 * An id of this browser's tab for the site: random, the same on each of its pages, gone with the tab. It is kept only once
 * the site has asked for it.
 */
export function uniqueId(): string {
  if (known) return known;
  try {
    known = sessionStorage.getItem(KEY) ?? '';
  } catch {
    // Refused: it lasts as long as the page.
  }
  if (!/^[0-9a-f]{32}$/.test(known)) {
    // `randomUUID` is not there on a site without TLS.
    known = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
      '',
    );
    try {
      sessionStorage.setItem(KEY, known);
    } catch {
      // As above.
    }
  }
  return known;
}

/** Whoever comes next to this tab is another. */
export function forgetUniqueId(): void {
  known = '';
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}
