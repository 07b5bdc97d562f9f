/**
 * What the server found wrong in a part of the brand, `settings.origins` for one; of a list's entries, with which of them
 * it is.
 */
export function errorsOf(errors: Readonly<Record<string, string>>, part: string): string[] {
  return Object.entries(errors)
    .filter(([path]) => path === part || path.startsWith(`${part}.`))
    .map(([path, words]) => {
      const index = /^\.(\d+)$/.exec(path.slice(part.length))?.[1];
      return index === undefined ? words : `Line ${Number(index) + 1}: ${words}`;
    });
}
