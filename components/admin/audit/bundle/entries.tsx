/** @jsxImportSource preact */
import { useMemo, useState } from 'preact/hooks';
import type { BundleCheck } from '@/lib/protection/ledger/bundle/check';
import type { BundleLine, CanonicalEntry } from '@/lib/protection/ledger/bundle/lines';
import { factsInWords } from '@/lib/protection/ledger/facts-text';
import { actInWords, count, timeInWords } from './words';

const PAGE = 50;

interface Shown {
  line: BundleLine;
  entry: CanonicalEntry;
  what: string;
}

/** The entries, searched and paged, each with its canonical form and its proof. */
export function Entries({ lines, check }: { lines: readonly BundleLine[]; check: BundleCheck }) {
  const [asked, setAsked] = useState('');
  const [page, setPage] = useState(0);
  const bad = useMemo(() => new Set(check.faults.map(({ entryId }) => entryId)), [check]);
  const all = useMemo(() => lines.map(shown), [lines]);
  const found = useMemo(() => all.filter((one) => isFound(one, asked.toLowerCase())), [all, asked]);
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const isMore = (check.manifest?.entries ?? 0) > lines.length;
  return (
    <section class="card" aria-labelledby="entries-title">
      <h2 id="entries-title">Entries</h2>
      {isMore ? <p class="note">The first {count(lines.length, 'entry', 'entries')} are shown.</p> : null}
      <label class="search">
        Find
        <input
          type="search"
          placeholder="Person, act, id, module"
          value={asked}
          onInput={(event) => {
            setAsked(event.currentTarget.value);
            setPage(0);
          }}
        />
      </label>
      <ol class="entries">
        {found.slice(page * PAGE, (page + 1) * PAGE).map((one) => (
          <Row key={one.line.id} {...one} isBad={bad.has(one.line.id)} />
        ))}
      </ol>
      {found.length === 0 ? <p>No entry is like that.</p> : null}
      <nav aria-label="Pages">
        <button type="button" disabled={page === 0} onClick={() => setPage(page - 1)}>
          Previous
        </button>
        <span>
          Page {page + 1} of {pages}
        </span>
        <button type="button" disabled={page + 1 >= pages} onClick={() => setPage(page + 1)}>
          Next
        </button>
      </nav>
    </section>
  );
}

/** What is shown of a line, whatever stands in it. */
export function shown(line: BundleLine): Shown {
  const entry = JSON.parse(line.canonical) as CanonicalEntry;
  return {
    line,
    entry,
    what: actInWords(entry),
  };
}

const isFound = ({ line, entry, what }: Shown, asked: string): boolean =>
  [what, entry.actor?.name, entry.action, line.id, entry.module, entry.record, entry.subject].some((text) =>
    String(text ?? '')
      .toLowerCase()
      .includes(asked),
  );

export function Row({ line, entry, what, isBad }: Shown & { isBad: boolean }) {
  const facts = factsInWords(String(entry.facts));
  const about = [
    entry.module && `Module ${entry.module}`,
    entry.record && `record ${entry.record}`,
    entry.subject && `subject ${entry.subject}`,
    Array.isArray(entry.fields) && entry.fields.length > 0 && `fields ${entry.fields.join(', ')}`,
    facts,
  ].filter(Boolean);
  return (
    <li class={isBad ? 'entry bad' : 'entry'}>
      <details>
        <summary>
          <time dateTime={String(entry.at)}>{timeInWords(String(entry.at))}</time>
          <b>{String(entry.actor?.name ?? '')}</b>
          <span>{what}</span>
          {isBad ? <em>Not as it was signed</em> : null}
        </summary>
        <p>{about.join(' · ')}</p>
        <p class="note">
          Entry {line.id}, leaf {line.index}. {entry.detail ? 'It has details, which are encrypted.' : ''}
        </p>
        <h3>The entry, as its leaf is made of it</h3>
        <pre>{line.canonical}</pre>
        <h3>The way from there to the signed root</h3>
        <pre>{line.proof.join('\n') || 'None: it is the only leaf.'}</pre>
      </details>
    </li>
  );
}
