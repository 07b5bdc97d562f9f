/**
 * Leaves for the sign-in page by loading it anew: what this page held of records is gone from the browser's memory.
 * @param provider where the session ends at the provider by whom one was signed in; that sends the browser back here
 */
export function leaveFor(reason: 'signed_out' | 'idle' | 'expired', provider?: string | null): void {
  const query = new URLSearchParams({ reason });
  if (reason !== 'signed_out') query.set('callbackUrl', window.location.pathname);
  window.location.replace(provider || `/sign-in?${query}`);
}
