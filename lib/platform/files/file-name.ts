const LONGEST = 200;

/** A name that is safe in a header and on a disk: no path, no control or direction characters, not too long. */
export function cleanFileName(given: string): string {
  const base = given.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  const clean = base
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .replace(/^\.+/, '');
  const dot = clean.lastIndexOf('.');
  const extension = dot > 0 ? clean.slice(dot).slice(0, 20) : '';
  const stem = dot > 0 ? clean.slice(0, dot) : clean;
  return `${stem.slice(0, LONGEST - extension.length) || 'file'}${extension}`;
}
