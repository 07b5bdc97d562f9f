/** What changed between two arrangements of a layout, in the words of its event. Pure. */
import type { Id } from '@/lib/platform/ids';
import type { ArrangedSection } from './layout-arrangement';

export interface LayoutChanges {
  /** Ids of fields. */
  added: Id[];
  removed: Id[];
  /** Now in another section. */
  moved: Id[];
  /** Names of sections. */
  sectionsAdded: string[];
  sectionsRemoved: string[];
  /** Another name or number of columns. */
  sectionsChanged: string[];
  /** The fields that stayed are in another order. */
  sectionsReordered: string[];
  /** The sections that stayed are in another order. */
  sectionOrder: string[];
}

export function layoutChanges(before: readonly ArrangedSection[], after: readonly ArrangedSection[]): LayoutChanges {
  const [old, now] = [homes(before), homes(after)];
  const oldById = new Map(before.map((section) => [section.id, section]));
  const keptIn = (section: ArrangedSection) => section.fieldIds.filter((id) => old.get(id) === now.get(id));
  const stayed = after.filter(({ id }) => oldById.has(id));
  const order = (sections: readonly ArrangedSection[]) => sections.map(({ id }) => id).join();
  const stayedBefore = before.filter(({ id }) => stayed.some((section) => section.id === id));
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    removed: [...old.keys()].filter((id) => !now.has(id)),
    moved: [...now].filter(([id, section]) => old.has(id) && old.get(id) !== section).map(([id]) => id),
    sectionsAdded: after.filter(({ id }) => !oldById.has(id)).map(({ name }) => name),
    sectionsRemoved: before.filter(({ id }) => !stayed.some((section) => section.id === id)).map(({ name }) => name),
    sectionsChanged: namesWhere(stayed, oldById, (a, b) => a.name !== b.name || a.columns !== b.columns),
    sectionsReordered: namesWhere(stayed, oldById, (a, b) => keptIn(a).join() !== keptIn(b).join()),
    sectionOrder: order(stayed) === order(stayedBefore) ? [] : after.map(({ name }) => name),
  };
}

/** Field → its section. */
const homes = (sections: readonly ArrangedSection[]): Map<Id, Id> =>
  new Map(sections.flatMap((section) => section.fieldIds.map((id) => [id, section.id] as const)));

function namesWhere(
  stayed: readonly ArrangedSection[],
  oldById: ReadonlyMap<Id, ArrangedSection>,
  differ: (old: ArrangedSection, now: ArrangedSection) => boolean,
): string[] {
  return stayed
    .filter((section) => {
      const old = oldById.get(section.id);
      return old !== undefined && differ(old, section);
    })
    .map(({ name }) => name);
}
