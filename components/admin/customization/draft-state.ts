/**
 * The state of a layout being edited: each change is saved at once, several quick ones together, and can be undone.
 * While one save is under way further changes wait; the answer brings the version that the next one builds on. Pure.
 */
import type { Arrangement } from '@/lib/admin/customization/layout-arrangement';
import type { SaveLayout } from '@/lib/admin/customization/schemas';
import type { Id } from '@/lib/platform/ids';
import { type Draft, isSameDraft } from './arrange';

export interface DraftState {
  /** What the database holds. */
  saved: Arrangement;
  /** Section key → id; a section that is new or was removed meanwhile has none in `saved`. */
  ids: Readonly<Record<string, Id>>;
  draft: Draft;
  past: readonly Draft[];
  /** What was sent and is not answered yet. */
  sent: Draft | null;
  /** The last save did not get through; the draft is kept. */
  failed: boolean;
}

export type DraftEvent =
  | { type: 'change'; draft: Draft }
  | { type: 'undo' }
  | { type: 'send' }
  | { type: 'saved'; arrangement: Arrangement }
  /** The server said no: back to what it holds. */
  | { type: 'refused' }
  /** No answer came. */
  | { type: 'lost' }
  /** The page was rendered anew. */
  | { type: 'arrived'; arrangement: Arrangement };

const MOST_UNDOS = 50;

export function startState(arrangement: Arrangement): DraftState {
  const ids = Object.fromEntries(arrangement.sections.map(({ id }) => [id, id]));
  return { saved: arrangement, ids, draft: draftOf(arrangement, ids), past: [], sent: null, failed: false };
}

export function reduceDraft(state: DraftState, event: DraftEvent): DraftState {
  switch (event.type) {
    case 'change':
      if (isSameDraft(state.draft, event.draft)) return state;
      return { ...state, draft: event.draft, past: [...state.past, state.draft].slice(-MOST_UNDOS), failed: false };
    case 'undo': {
      const before = state.past.at(-1);
      return before ? { ...state, draft: before, past: state.past.slice(0, -1), failed: false } : state;
    }
    case 'send':
      return { ...state, sent: state.draft, failed: false };
    case 'saved': {
      const given = event.arrangement.sections.map(({ id }, index) => [state.sent?.[index]?.key ?? id, id]);
      return { ...state, saved: event.arrangement, ids: { ...state.ids, ...Object.fromEntries(given) }, sent: null };
    }
    case 'refused':
      return { ...state, draft: draftOf(state.saved, state.ids), past: [], sent: null };
    case 'lost':
      return { ...state, sent: null, failed: true };
    case 'arrived':
      if (event.arrangement.version === state.saved.version || isUnsaved(state)) return state;
      return { ...state, saved: event.arrangement, draft: draftOf(event.arrangement, state.ids), past: [] };
  }
}

export function isUnsaved(state: DraftState): boolean {
  return state.sent !== null || !isSameDraft(state.draft, draftOf(state.saved, state.ids));
}

/** The sections as the verb takes them: an id only where the database has that section. */
export function toSave(state: DraftState): Pick<SaveLayout, 'version' | 'sections'> {
  const known = new Set(state.saved.sections.map(({ id }) => id));
  const sections = state.draft.map(({ key, name, columns, fieldIds }) => {
    const id = state.ids[key];
    return { ...(id !== undefined && known.has(id) && { id }), name, columns, fieldIds: [...fieldIds] };
  });
  return { version: state.saved.version, sections };
}

/** The id of a section once it is saved. */
export function sectionIdOf(state: DraftState, key: string): Id | undefined {
  const id = state.ids[key];
  return state.saved.sections.some((section) => section.id === id) ? id : undefined;
}

function draftOf(arrangement: Arrangement, ids: Readonly<Record<string, Id>>): Draft {
  const keys = new Map(Object.entries(ids).map(([key, id]) => [id, key]));
  return arrangement.sections.map(({ id, name, columns, fieldIds }) => ({
    key: keys.get(id) ?? id,
    name,
    columns: columns === 1 ? 1 : 2,
    fieldIds,
  }));
}
