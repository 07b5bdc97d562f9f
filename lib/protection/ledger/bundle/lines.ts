/**
 * The lines of a bundle: an entry in `entries.jsonl`, its proof in `proofs.jsonl`, and both together in the page. Each has one
 * spelling, so that of whatever is read as a line it can be said that it is written as Careledger writes it. Pure.
 */

/** An entry with its place in the tree. */
export interface BundleLine {
  index: number;
  id: string;
  /** RFC 8785 canonical JSON: what the leaf hash is over. */
  canonical: string;
  /** Base64 of the hashes from the leaf to the root. */
  proof: readonly string[];
}

/** What a page or a person looks at, of an entry's canonical form. */
export interface CanonicalEntry {
  id: string;
  at: string;
  action: string;
  outcome: string;
  actor: { id: string; kind: string; name: string };
  module: string | null;
  record: string | null;
  subject: string | null;
  fields: string[];
  facts: string;
  purpose: string | null;
  ip: string | null;
  detail: string | null;
}

export const entriesLine = ({ index, canonical }: BundleLine): string => `{"index":${index},"entry":${canonical}}\n`;

/** The proof as C2SP tlog-proof has it, whole: anybody's verifier takes the text of `proof`. */
export const proofsLine = ({ index, id, proof }: BundleLine, checkpoint: string): string => {
  const text = ['c2sp.org/tlog-proof@v1', `index ${index}`, ...proof, '', checkpoint].join('\n');
  return `${JSON.stringify({ index, id, proof: text })}\n`;
};

/** In a page nothing may look like the end of a script. */
export const withoutTags = (json: string): string => json.replaceAll('<', '\\u003c');

export const pageLine = ({ index, canonical, proof }: BundleLine): string =>
  `${withoutTags(`{"index":${index},"entry":${canonical},"proof":${JSON.stringify(proof)}}`)}\n`;

/** A line of the page, without its end; null when Careledger did not write it so. */
export function readPageLine(text: string): BundleLine | null {
  const read = parse(text);
  const line = read && lineOf(read.index, read.entry, read.proof);
  return line && pageLine(line) === `${text}\n` ? line : null;
}

/** The lines of both files that belong together, without their ends; null when Careledger did not write them so. */
export function readFileLines(entry: string, proof: string, checkpoint: string): BundleLine | null {
  const [read, proven] = [parse(entry), parse(proof)];
  const text = typeof proven?.proof === 'string' ? proven.proof : '';
  const hashes = text.slice(0, text.indexOf('\n\n')).split('\n').slice(2);
  const line = read && lineOf(read.index, read.entry, hashes);
  if (!line || entriesLine(line) !== `${entry}\n` || proofsLine(line, checkpoint) !== `${proof}\n`) return null;
  return line;
}

function lineOf(index: unknown, entry: unknown, proof: unknown): BundleLine | null {
  if (typeof entry !== 'object' || entry === null || !Array.isArray(proof)) return null;
  const { id } = entry as Partial<CanonicalEntry>;
  if (typeof id !== 'string' || typeof index !== 'number') return null;
  return { index, id, canonical: JSON.stringify(entry), proof: proof.map(String) };
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? { ...read } : null;
  } catch {
    return null;
  }
}

/** The id in what is no right line, to name it by. */
export const idIn = (text: string): string | null => /"id":"(\d{1,20})","ip"/.exec(text)?.[1] ?? null;
