/** What is asked of a witness (C2SP tlog-witness, add-checkpoint): the size it knows, the proof from there, the checkpoint. */

export interface WitnessRequest {
  oldSize: number;
  proof: Buffer[];
  /** The signed checkpoint. */
  note: string;
}

const MOST_HASHES = 63;

export const encodeRequest = ({ oldSize, proof, note }: WitnessRequest): string =>
  [`old ${oldSize}`, ...proof.map((hash) => hash.toString('base64')), '', note].join('\n');

/** Null when the text is none. */
export function parseRequest(text: string): WitnessRequest | null {
  const end = text.indexOf('\n\n');
  if (end < 0) return null;
  const [first = '', ...hashes] = text.slice(0, end).split('\n');
  const [, size] = /^old (0|[1-9]\d{0,15})$/.exec(first) ?? [];
  const proof = hashes.map((line) => Buffer.from(line, 'base64'));
  const isWhole = hashes.length <= MOST_HASHES && proof.every((hash, n) => hash.toString('base64') === hashes[n]);
  return size !== undefined && isWhole ? { oldSize: Number(size), proof, note: text.slice(end + 2) } : null;
}
