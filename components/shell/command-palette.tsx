'use client';

import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { useEffect, useState } from 'react';
import { Spinner } from '@/components/ui/spinner';
import { useAsyncSearch } from '@/components/ui/use-async-search';
import { useReturnFocus } from '@/components/ui/use-return-focus';
import { recentRecords, searchAll } from './actions';
import {
  type FoundRecord,
  filterGroups,
  type PaletteGroup,
  type PaletteItem,
  recentItems,
  recordItem,
  remember,
  valueItem,
} from './palette-items';
import { useWholeValue } from './use-whole-value';

export interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly PaletteGroup[];
}

export function CommandPalette({ open, onOpenChange, groups }: CommandPaletteProps) {
  // In memory only: a record's name may be health information and must not reach the browser's storage.
  const [recent, setRecent] = useState<readonly PaletteItem[]>([]);
  const router = useRouter();
  const returnFocus = useReturnFocus();
  function pick(item: PaletteItem) {
    onOpenChange(false);
    if (item.href === undefined) return item.run?.();
    setRecent((before) => remember(before, item));
    router.push(item.href);
  }
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 bg-overlay" />
        <Radix.Content
          aria-describedby={undefined}
          {...returnFocus}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-xl animate-appear overflow-hidden rounded-md border border-line bg-raised shadow-raise outline-none"
        >
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <Palette groups={groups} recent={recent} onPick={pick} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface PaletteProps extends Pick<CommandPaletteProps, 'groups'> {
  recent: readonly PaletteItem[];
  onPick: (item: PaletteItem) => void;
}

/** The one item that leaves the palette open. */
const WHOLE = 'whole';

function Palette({ groups, recent, onPick }: PaletteProps) {
  const [query, setQuery] = useState('');
  const before = useBusyWith();
  const words = query.trim();
  // From two letters on, once typing pauses.
  const asked = words.length >= 2;
  const found = useAsyncSearch(asked ? searchAll : undefined, words);
  const whole = useWholeValue(words);
  const shown: PaletteGroup[] = [];
  const lately = words === '' ? recentItems(recent, before) : [];
  if (lately.length > 0) {
    shown.push({ label: 'Recent', items: lately.map((item) => ({ ...item, id: `recent:${item.id}` })) });
  }
  if (found.items.length > 0) shown.push({ label: 'Records', items: found.items.map(recordItem) });
  if (whole.items.length > 0) shown.push({ label: 'Records with this value', items: whole.items.map(valueItem) });
  shown.push(...filterGroups(groups, words));
  // Once names have answered, so that Enter opens a record that was found by its name.
  if (asked && !found.loading && whole.ask) {
    const label = `Find “${words}” as a whole value`;
    shown.push({
      label: 'Protected fields',
      items: [{ id: WHOLE, label, hint: 'Recorded if you may read them', run: whole.ask }],
    });
  }
  return (
    <Command label="Search and commands" shouldFilter={false} loop>
      <div className="flex items-center gap-2 border-line border-b px-3">
        {found.loading || whole.asking ? (
          <Spinner className="text-subtle" />
        ) : (
          <Search aria-hidden="true" className="size-4 shrink-0 text-subtle" />
        )}
        <Command.Input
          value={query}
          onValueChange={setQuery}
          placeholder="Search records, ids, settings, or what you want to do"
          className="h-11 flex-1 bg-transparent text-base text-fg outline-none placeholder:text-subtle"
        />
      </div>
      <Command.List label="Results" hidden={shown.length === 0} className="max-h-[min(24rem,60vh)] overflow-y-auto p-1">
        {shown.map((group) => (
          <Command.Group
            key={group.label}
            heading={group.label}
            className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-subtle [&_[cmdk-group-heading]]:text-xs"
          >
            {group.items.map((item) => (
              <Command.Item
                key={item.id}
                value={item.id}
                onSelect={() => (item.id === WHOLE ? item.run?.() : onPick(item))}
                className="flex min-h-8 items-center gap-3 rounded-sm px-2 text-fg text-sm data-[selected=true]:bg-hover"
              >
                <span className="min-w-0 flex-1 truncate">{item.label}</span>
                {item.hint ? <span className="shrink-0 text-subtle text-xs">{item.hint}</span> : null}
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
      {shown.length === 0 ? (
        <p role="status" className="px-2 py-6 text-center text-muted text-sm">
          {found.loading || whole.asking ? 'Searching…' : 'Nothing found'}
        </p>
      ) : null}
      <PaletteNotes asked={asked} found={found} whole={whole} />
    </Command>
  );
}

/** Records that one was busy with before this window was opened; none where that is not answered. */
function useBusyWith(): readonly FoundRecord[] {
  const [records, setRecords] = useState<readonly FoundRecord[]>([]);
  useEffect(() => {
    let gone = false;
    recentRecords('').then(
      (found) => gone || setRecords(found),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return records;
}

interface PaletteNotesProps {
  /** Whether enough is typed to be asked for. */
  asked: boolean;
  found: { failed: boolean };
  whole: ReturnType<typeof useWholeValue>;
}

/** Below the results: how far they reach. */
function PaletteNotes({ asked, found, whole }: PaletteNotesProps) {
  return (
    <>
      {whole.answered && whole.items.length === 0 ? (
        <p role="status" className="border-line border-t px-3 py-2 text-muted text-xs">
          No record holds this as a whole value in a field that you may search.
        </p>
      ) : null}
      {asked && !whole.answered ? (
        <p className="border-line border-t px-3 py-2 text-subtle text-xs">
          Inside protected text nothing is searched as you type: it is sealed, and is found by its whole value only.
        </p>
      ) : null}
      {found.failed || whole.failed ? (
        <p role="alert" className="border-line border-t px-3 py-2 text-danger-text text-xs">
          The search for records did not answer. Try again.
        </p>
      ) : null}
    </>
  );
}
