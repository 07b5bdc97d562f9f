/** @jsxImportSource preact */

import type { BundleCheck, Fault } from '@/lib/protection/ledger/bundle/check';
import type { BundleLine, CanonicalEntry } from '@/lib/protection/ledger/bundle/lines';
import { subjectInWords } from '@/lib/protection/ledger/map/subjects';
import { actInWords, count } from './words';

export interface VerdictProps {
  check: BundleCheck;
  progress: readonly [number, number] | null;
  lines: readonly BundleLine[];
}

/** Green, red, or how far it is. */
export function Verdict({ check, progress, lines }: VerdictProps) {
  if (progress) {
    return (
      <section class="verdict" role="status" aria-label="Result">
        <h2>Checking…</h2>
        <progress aria-label="Entries checked" value={progress[0]} max={Math.max(progress[1], 1)} />
      </section>
    );
  }
  if (check.faults.length > 0) return <Bad check={check} lines={lines} />;
  const { manifest, witnessedBy } = check;
  return (
    <section class="verdict good" role="status" aria-label="Result">
      <h2>All is as it was signed</h2>
      <p>
        {count(check.entries, 'entry', 'entries')}, each word for word at its place in the signed log of{' '}
        {count(check.tree?.size ?? 0, 'entry', 'entries')}. None was changed, added or taken out of this bundle.
      </p>
      {manifest?.complete && check.complete !== null ? (
        <p>
          <b>Complete:</b> the signed log holds {count(check.complete, 'entry', 'entries')} about{' '}
          {subjectInWords(manifest.complete.subject)}, and none is left out.
        </p>
      ) : null}
      {manifest && manifest.leftOut > 0 ? (
        <p>
          {count(manifest.leftOut, 'entry was', 'entries were')} left out: not signed yet when it was made, or expired.
        </p>
      ) : null}
      <p>
        {witnessedBy.length > 0
          ? `Witnesses whose keys the bundle names signed that the log only grew: ${witnessedBy.join(', ')}.`
          : 'No witness signed this state of the log.'}
      </p>
    </section>
  );
}

function Bad({ check, lines }: Pick<VerdictProps, 'check' | 'lines'>) {
  const { faults, more } = check;
  return (
    <section class="verdict bad" role="alert" aria-label="Result">
      <h2>This is not what was signed</h2>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.entryId} ${fault.what}`}>
            {fault.entryId === null ? null : <b>Entry {fault.entryId} </b>}
            {told(fault, lines)} {fault.what}
          </li>
        ))}
        {more > 0 ? <li>And {count(more, 'more', 'more')}.</li> : null}
      </ul>
    </section>
  );
}

/** What the entry now says, to find it by. */
function told({ entryId }: Fault, lines: readonly BundleLine[]): string {
  const line = entryId === null ? undefined : lines.find(({ id }) => id === entryId);
  if (!line) return '';
  return `(“${actInWords(JSON.parse(line.canonical) as CanonicalEntry)}”)`;
}
