import { publishedNotes } from '@/lib/protection/ledger/integrate/published';

/** All notes that were published in a folder, as a list. */
export async function allPublished(folder: string): Promise<string[]> {
  const notes: string[] = [];
  for await (const note of await publishedNotes(folder)) notes.push(note);
  return notes;
}
