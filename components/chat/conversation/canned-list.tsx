import { cn } from '@/components/ui/cn';
import type { CannedResponse } from '@/lib/chat/setup/canned-responses';

export interface CannedListProps {
  id: string;
  /** Null while they are loaded. */
  options: readonly CannedResponse[] | null;
  active: number;
  onPick: (canned: CannedResponse) => void;
}

/** Above the composer, whose keys move in it. */
export function CannedList({ id, options, active, onPick }: CannedListProps) {
  return (
    <div className="absolute inset-x-0 bottom-full z-10 mb-1 animate-appear rounded-md border border-line bg-raised p-1 shadow-raise">
      {options && options.length > 0 ? (
        <div id={id} role="listbox" aria-label="Canned responses" className="max-h-64 overflow-y-auto">
          {options.map((canned, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the composer keeps the focus; Enter picks the active one
            <div
              key={canned.id}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onPick(canned)}
              className={cn('flex gap-3 rounded-sm px-2 py-1.5 text-sm', index === active ? 'bg-hover' : undefined)}
            >
              <span className="w-28 shrink-0 truncate font-medium text-fg">/{canned.shortName}</span>
              <span className="min-w-0 flex-1 truncate text-muted">{canned.text}</span>
            </div>
          ))}
        </div>
      ) : (
        <p role="status" className="px-2 py-1.5 text-muted text-sm">
          {options === null ? 'Loading canned responses…' : 'No canned response has that name. Esc closes this.'}
        </p>
      )}
    </div>
  );
}
