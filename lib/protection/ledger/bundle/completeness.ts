/**
 * Whether the entries of a bundle are all there are about one record, conversation or person: they are put into the answer that the
 * signed map proves. Pure: the page runs it.
 * Guarantees: with any one of them left out, added or changed it does not pass, whoever signed the manifest anew.
 */
import { type Answer, type AnsweredEntry, type Checked, checkAnswer, type Means } from '../map/check-answer';
import { type Subject, subjectsOf } from '../map/subjects';
import type { BundleLine } from './lines';

/** An answer without the bodies that the bundle has: only those entries are in it of which a hash is all there is. */
export type BundledAnswer = Answer;

type Placed = Pick<BundleLine, 'index' | 'canonical'>;

export const withoutBodies = (answer: Answer): BundledAnswer => ({
  ...answer,
  entries: answer.entries.filter(({ entry }) => entry === null),
});

/** Whether an entry is about the subject, as the map has it. */
export function isAbout(canonical: string, subject: Subject): boolean {
  try {
    const { kind, id } = subject;
    const said = JSON.parse(canonical);
    const { kind: actorKind, id: actorId } = said.actor;
    const { action, record: recordId, subject: subjectId } = said;
    const subjects = subjectsOf({ action, actorKind, actorId, recordId, subjectId });
    return subjects.some((one) => one.kind === kind && one.id === id);
  } catch {
    return false;
  }
}

/** @param lines of the bundle about the subject, in their order */
export function checkComplete(answer: BundledAnswer, lines: readonly Placed[], means: Means): Promise<Checked> {
  const here: AnsweredEntry[] = lines.map(({ index, canonical }) => ({ index, entry: canonical }));
  const expired = answer.entries.filter(({ entry }) => entry === null);
  const entries = [...here, ...expired].sort((one, other) => one.index - other.index);
  return checkAnswer({ ...answer, entries }, means);
}
