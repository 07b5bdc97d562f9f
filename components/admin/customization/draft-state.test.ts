import { describe, expect, test } from 'vitest';
import type { Arrangement } from '@/lib/admin/customization/layout-arrangement';
import { addSection, type Draft, removeField } from './arrange';
import { type DraftEvent, isUnsaved, reduceDraft, startState, toSave } from './draft-state';

const server: Arrangement = {
  version: 'v1',
  sections: [
    { id: '10', name: 'A', columns: 2, fieldIds: ['1', '2'] },
    { id: '11', name: 'B', columns: 1, fieldIds: [] },
  ],
};
const start = startState(server);
const stateAfter = (...events: DraftEvent[]) => events.reduce(reduceDraft, start);
const change = (make: (draft: Draft) => Draft): DraftEvent => ({ type: 'change', draft: make(start.draft) });

describe('a layout draft', () => {
  test('is saved until something changes, and sends what it began from', () => {
    expect(isUnsaved(start)).toBe(false);
    const changed = stateAfter(change((draft) => removeField(draft, '2')));
    expect(isUnsaved(changed)).toBe(true);
    expect(toSave(changed)).toMatchObject({ version: 'v1', sections: [{ id: '10', fieldIds: ['1'] }, { id: '11' }] });
  });

  test('gives a new section its id by the answer, and keeps what was changed while it was under way', () => {
    const withNew = change((draft) => addSection(draft, { key: 'new', name: 'C' }));
    const sent = stateAfter(withNew, { type: 'send' });
    expect(toSave(sent).sections[2]).not.toHaveProperty('id');
    const meanwhile = reduceDraft(sent, { type: 'change', draft: removeField(sent.draft, '1') });
    const answered = reduceDraft(meanwhile, {
      type: 'saved',
      arrangement: {
        version: 'v2',
        sections: [...server.sections, { id: '12', name: 'C', columns: 2, fieldIds: [] }],
      },
    });
    expect(isUnsaved(answered)).toBe(true);
    expect(toSave(answered)).toMatchObject({
      version: 'v2',
      sections: [{ id: '10', fieldIds: ['2'] }, { id: '11' }, { id: '12', name: 'C' }],
    });
  });

  test('undoes the removal of a section by making it anew', () => {
    const saved = stateAfter(
      change((draft) => draft.slice(0, 1)),
      { type: 'send' },
      { type: 'saved', arrangement: { version: 'v2', sections: server.sections.slice(0, 1) } },
      { type: 'undo' },
    );
    expect(toSave(saved).sections).toEqual([
      { id: '10', name: 'A', columns: 2, fieldIds: ['1', '2'] },
      { name: 'B', columns: 1, fieldIds: [] },
    ]);
  });

  test('goes back to what the server holds when it says no, and keeps the draft when no answer comes', () => {
    const sent = [change((draft) => removeField(draft, '2')), { type: 'send' }] as const;
    expect(stateAfter(...sent, { type: 'refused' }).draft).toEqual(start.draft);
    const lost = stateAfter(...sent, { type: 'lost' });
    expect(lost).toMatchObject({ failed: true, sent: null });
    expect(isUnsaved(lost)).toBe(true);
  });

  test('takes a newer arrangement from the page, but not over changes that are not saved', () => {
    const newer: Arrangement = {
      version: 'v9',
      sections: [{ id: '10', name: 'A', columns: 2, fieldIds: ['1', '2', '3'] }],
    };
    expect(stateAfter({ type: 'arrived', arrangement: newer }).draft[0]?.fieldIds).toEqual(['1', '2', '3']);
    const changed = stateAfter(
      change((draft) => removeField(draft, '2')),
      { type: 'arrived', arrangement: newer },
    );
    expect(changed.draft[0]?.fieldIds).toEqual(['1']);
  });
});
