import type { Id } from '@/lib/platform/ids';

interface Named {
  id: Id;
  name: string;
}

/** Names that stand there more than once. Pure. */
export function sameNames(records: readonly Named[]): ReadonlySet<string> {
  const names = records.map(({ name }) => name);
  const first = new Map([...names.entries()].reverse().map(([at, name]) => [name, at]));
  return new Set(names.filter((name, at) => first.get(name) !== at));
}

/** A record's name in one line; of two with the same name the end of the id tells which. */
export const nameApart = ({ id, name }: Named, twice: ReadonlySet<string>): string =>
  twice.has(name) ? `${name}, ends in ${id.slice(-6)}` : name;

/** The end of the id, beside a name that another record has too. */
export function IdEnd({ record, twice }: { record: Named; twice: ReadonlySet<string> }) {
  if (!twice.has(record.name)) return null;
  return (
    <span className="shrink-0 whitespace-nowrap text-muted text-xs tabular-nums">ends in {record.id.slice(-6)}</span>
  );
}
