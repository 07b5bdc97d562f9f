import { matchesWords } from './current';

export interface PaletteItem {
  /** Unique in the palette. */
  id: string;
  label: string;
  /** Where it leads, or what it does. */
  href?: string;
  run?: () => void;
  /** At the right edge, e.g. the module of a record. */
  hint?: string;
  keywords?: string;
}

export interface PaletteGroup {
  label: string;
  items: readonly PaletteItem[];
  /** Too many to be shown before anything is typed. */
  whenTyped?: boolean;
}

export interface FoundRecord {
  id: string;
  name: string;
  /** The module's plural label. */
  module: string;
  href: string;
}

/** The groups with the items that match; groups without any are left out. */
export function filterGroups(groups: readonly PaletteGroup[], query: string): readonly PaletteGroup[] {
  const offered = groups.filter(({ whenTyped }) => !whenTyped || query !== '');
  const matching = offered.map((group) => ({
    ...group,
    items: group.items.filter((item) => matchesWords(query, `${item.label} ${item.keywords ?? ''} ${group.label}`)),
  }));
  return matching.filter((group) => group.items.length > 0);
}

export function recordItem(record: FoundRecord): PaletteItem {
  return { id: `record:${record.module}:${record.id}`, label: record.name, href: record.href, hint: record.module };
}

/** A record found by a whole value; the same one may be found by its name as well. */
export const valueItem = (record: FoundRecord): PaletteItem => ({
  ...recordItem(record),
  id: `value:${record.module}:${record.id}`,
});

/** What was opened in this window, then what one was busy with before it: each once, five at most. */
export function recentItems(opened: readonly PaletteItem[], before: readonly FoundRecord[]): readonly PaletteItem[] {
  const others = before.filter(({ href }) => opened.every((item) => item.href !== href));
  return [...opened, ...others.map(recordItem)].slice(0, 5);
}

/** The newest first, each once, five at most. */
export function remember(recent: readonly PaletteItem[], item: PaletteItem): readonly PaletteItem[] {
  return [item, ...recent.filter((other) => other.id !== item.id)].slice(0, 5);
}
