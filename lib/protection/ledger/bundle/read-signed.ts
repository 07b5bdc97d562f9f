import type { SignedFiles } from './check';
import { withoutTags } from './lines';

const NOTHING: SignedFiles = { manifest: '', manifestNote: '', checkpoint: '' };

/** How the signed files stand in a page. */
export const signedBlock = ({ manifest, manifestNote, checkpoint, answer }: SignedFiles): string =>
  withoutTags(JSON.stringify({ manifest, manifestNote, checkpoint, answer }));

/** Reads them from there; of what is not spelled as Careledger spells it there is nothing, and no check passes. Pure. */
export function readSigned(text: string): SignedFiles {
  try {
    const read = JSON.parse(text) as SignedFiles;
    const areTexts = Object.values(read).every((one) => typeof one === 'string');
    return areTexts && signedBlock(read) === text ? { ...NOTHING, ...read } : NOTHING;
  } catch {
    return NOTHING;
  }
}
