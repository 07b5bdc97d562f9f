/** Names of files in a zip, as every system can unpack them: no path, no reserved word, none twice. Pure. */

const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i;
/** File systems take 255 bytes; a number may be added. */
const LONGEST_BYTES = 200;

export function safeFileName(given: string): string {
  const clean = given
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[<>:"/\\|?*]/g, '_')
    .replace(/^[. ]+|[. ]+$/g, '');
  const { stem, extension } = split(RESERVED.test(clean) ? `_${clean}` : clean);
  return `${cutTo(stem, LONGEST_BYTES - Buffer.byteLength(extension)) || 'file'}${extension}`;
}

/** A name that `taken` does not hold yet, and puts it there; capitals and small letters are alike. */
export function uniqueName(name: string, taken: Set<string>): string {
  const { stem, extension } = split(name);
  let unique = name;
  for (let n = 2; taken.has(unique.toLowerCase()); n += 1) unique = `${stem} (${n})${extension}`;
  taken.add(unique.toLowerCase());
  return unique;
}

function split(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  if (dot <= 0 || name.length - dot > 20) return { stem: name, extension: '' };
  return { stem: name.slice(0, dot), extension: name.slice(dot) };
}

function cutTo(text: string, bytes: number): string {
  let kept = '';
  let used = 0;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    kept += character;
  }
  return kept;
}
