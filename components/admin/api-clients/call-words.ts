const numbers = new Intl.NumberFormat('en-US');

/** "1,204" or "1,204 (3 errors)". */
export function callsInWords(calls: number, errors: number): string {
  if (errors === 0) return numbers.format(calls);
  return `${numbers.format(calls)} (${numbers.format(errors)} ${errors === 1 ? 'error' : 'errors'})`;
}
