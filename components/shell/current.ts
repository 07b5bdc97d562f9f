/** Whether a link leads to the page or to one above it. */
export function isCurrent(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}

/** Whether all words of the query occur, in any order. */
export function matchesWords(query: string, text: string): boolean {
  const haystack = text.toLocaleLowerCase('en');
  return query
    .toLocaleLowerCase('en')
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
