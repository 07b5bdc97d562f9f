/** Leaves for the sign-in page by loading it anew: what this page held of records is gone from the browser's memory. */
export function leaveFor(reason: 'signed_out' | 'idle' | 'expired'): void {
  const query = new URLSearchParams({ reason });
  if (reason !== 'signed_out') query.set('callbackUrl', window.location.pathname);
  window.location.replace(`/sign-in?${query}`);
}
