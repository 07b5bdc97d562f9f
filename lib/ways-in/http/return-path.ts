/** Stands for our own address, whatever it is: only the path is used. */
const HERE = 'http://here.invalid';

/** A page of ours to go to after signing in. Anything else (another site, the API, the sign-in page) is the start. */
export function returnPathOf(given: unknown): string {
  if (typeof given !== 'string' || given.length > 1000 || !given.startsWith('/') || !URL.canParse(given, HERE))
    return '/';
  const url = new URL(given, HERE);
  const path = `${url.pathname}${url.search}`;
  if (url.origin !== HERE || path.startsWith('//') || /^\/(api|sign-in|_next)(\/|\?|$)/.test(path)) return '/';
  return path;
}
