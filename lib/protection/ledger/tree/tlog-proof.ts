/** A proof that somebody checks elsewhere (C2SP tlog-proof): where a leaf stands, the way to the root, and the signed root. */

/** @param note the checkpoint the proof leads to */
export const tlogProof = (index: number, proof: readonly Buffer[], note: string): string =>
  ['c2sp.org/tlog-proof@v1', `index ${index}`, ...proof.map((hash) => hash.toString('base64')), '', note].join('\n');

export interface TlogProof {
  index: number;
  proof: Buffer[];
  note: string;
}

/** @throws RangeError when the text is no proof */
export function parseTlogProof(text: string): TlogProof {
  const end = text.indexOf('\n\n');
  const [head, ...lines] = text.slice(0, Math.max(end, 0)).split('\n');
  if (lines[0]?.startsWith('extra ')) lines.shift();
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? [];
  if (head !== 'c2sp.org/tlog-proof@v1' || index === undefined) throw new RangeError('This is no proof of a log.');
  return { index: Number(index), proof: lines.map((line) => Buffer.from(line, 'base64')), note: text.slice(end + 2) };
}
