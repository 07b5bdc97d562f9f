import { UnopenedDisplay } from '@/components/fields/unopened-display';
import { Mask } from '@/components/ui/mask';
import type { Id } from '@/lib/platform/ids';

export interface Named {
  id: Id;
  /** Null where lists hide it. */
  name: string | null;
  damaged?: true;
}

/** What a record is called where many stand. @param shown its hidden name, revealed */
export function RowName({ row: { id, name, damaged }, shown }: { row: Named; shown?: { value?: unknown } }) {
  if (name) return name;
  return damaged ? <UnopenedName id={id} /> : <HiddenName id={id} shown={shown} />;
}

/** The end of the id tells two of them apart. */
function HiddenName({ id, shown }: { id: string; shown?: { value?: unknown } }) {
  if (shown) return String(shown.value ?? '') || 'Empty';
  return (
    <span className="inline-flex items-center align-middle gap-2">
      <Mask />
      <span className="shrink-0 tabular-nums">
        <span className="sr-only">Hidden name </span>
        {id.slice(-6)}
      </span>
    </span>
  );
}

/** A name of encrypted values that do not open. */
function UnopenedName({ id }: { id: string }) {
  return (
    <span className="inline-flex items-center gap-2">
      <UnopenedDisplay />
      <span className="shrink-0 tabular-nums">{id.slice(-6)}</span>
    </span>
  );
}

export const rowLabel = ({ id, name }: Named): string => name || `record ${id.slice(-6)}`;
