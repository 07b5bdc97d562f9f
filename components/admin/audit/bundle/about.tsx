/** @jsxImportSource preact */
import type { BundleCheck } from '@/lib/protection/ledger/bundle/check';
import { count, timeInWords } from './words';

/** What the bundle is of, and by whose key. */
export function AboutBundle({ check }: { check: BundleCheck }) {
  const { manifest, tree } = check;
  if (!manifest) return null;
  const rows: [string, string][] = [
    ['Log', manifest.origin],
    ['Filter', manifest.filter.words],
    ['Whose acts', manifest.sight === 'all' ? 'Everybody’s' : 'Of the person who exported it, and of roles below'],
    ['Entries', count(manifest.entries, 'entry', 'entries')],
    ['From', manifest.first ? timeInWords(manifest.first.at) : '—'],
    ['To', manifest.last ? timeInWords(manifest.last.at) : '—'],
    ['Exported', `${timeInWords(manifest.createdAt)} by ${manifest.createdBy.name}`],
    ['Signed log', `${count(tree?.size ?? 0, 'entry', 'entries')}, incarnation ${tree?.incarnation ?? '—'}`],
  ];
  return (
    <section class="card" aria-labelledby="about">
      <h2 id="about">What it is</h2>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h3>The key it was checked by</h3>
      <code class="key">{manifest.vkey}</code>
      <p class="note">
        The key came with the bundle. Compare it with the one that the organisation gave you by another way: whoever
        makes up a bundle makes up a key too.
      </p>
      {check.witnessKeys.length > 0 ? (
        <>
          <h3>Keys of witnesses that signed: compare these too</h3>
          {check.witnessKeys.map((key) => (
            <code class="key" key={key}>
              {key}
            </code>
          ))}
        </>
      ) : null}
    </section>
  );
}
