/** Changes of a layout's arrangement, each giving a new one. Pure. */
import type { Id } from '@/lib/platform/ids';

export interface DraftSection {
  /** Stays the same while the section is on the screen, whatever id the database gives it. */
  key: string;
  name: string;
  columns: 1 | 2;
  fieldIds: readonly Id[];
}

export type Draft = readonly DraftSection[];

export interface Place {
  sectionKey: string;
  index: number;
}

export function placeOf(draft: Draft, fieldId: Id): Place | undefined {
  for (const section of draft) {
    const index = section.fieldIds.indexOf(fieldId);
    if (index >= 0) return { sectionKey: section.key, index };
  }
  return undefined;
}

/** Puts a field before the one that is now at the place; takes it away from where it was. */
export function placeField(draft: Draft, fieldId: Id, to: Place): Draft {
  const from = placeOf(draft, fieldId);
  const shifted = from?.sectionKey === to.sectionKey && from.index < to.index;
  const index = shifted ? to.index - 1 : to.index;
  return removeField(draft, fieldId).map((section) =>
    section.key === to.sectionKey ? { ...section, fieldIds: section.fieldIds.toSpliced(index, 0, fieldId) } : section,
  );
}

export function removeField(draft: Draft, fieldId: Id): Draft {
  return draft.map((section) =>
    section.fieldIds.includes(fieldId)
      ? { ...section, fieldIds: section.fieldIds.filter((id) => id !== fieldId) }
      : section,
  );
}

/** Where one step up or down leads, over a section's edge into the next; `undefined` at the end of the layout. */
export function stepFrom(draft: Draft, fieldId: Id, step: -1 | 1): Place | undefined {
  const from = placeOf(draft, fieldId);
  const position = draft.findIndex((section) => section.key === from?.sectionKey);
  const section = draft[position];
  if (!from || !section) return undefined;
  const index = from.index + step;
  // Places are counted with the field still in its own: one down is behind the next one.
  if (index >= 0 && index < section.fieldIds.length) {
    return { sectionKey: section.key, index: step === 1 ? index + 1 : index };
  }
  const next = draft[position + step];
  return next && { sectionKey: next.key, index: step === 1 ? 0 : next.fieldIds.length };
}

export function endOf(draft: Draft, sectionKey: string): Place {
  return { sectionKey, index: draft.find((section) => section.key === sectionKey)?.fieldIds.length ?? 0 };
}

export function addSection(draft: Draft, section: Pick<DraftSection, 'key' | 'name'>): Draft {
  return [...draft, { ...section, columns: 2, fieldIds: [] }];
}

export function changeSection(
  draft: Draft,
  key: string,
  change: Partial<Pick<DraftSection, 'name' | 'columns'>>,
): Draft {
  return draft.map((section) => (section.key === key ? { ...section, ...change } : section));
}

export function moveSection(draft: Draft, key: string, step: -1 | 1): Draft {
  const from = draft.findIndex((section) => section.key === key);
  const to = from + step;
  const section = draft[from];
  if (!section || to < 0 || to >= draft.length) return draft;
  return draft.toSpliced(from, 1).toSpliced(to, 0, section);
}

/** Only an empty section goes: its fields would leave the layout unseen. */
export function removeSection(draft: Draft, key: string): Draft {
  return draft.filter((section) => section.key !== key || section.fieldIds.length > 0);
}

export function isSameDraft(a: Draft, b: Draft): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
