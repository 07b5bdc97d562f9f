'use client';

import { useMemo, useState } from 'react';
import type { FieldSetup, LayoutSetup } from '@/lib/admin/customization/queries';
import type { Id } from '@/lib/platform/ids';
import {
  addSection,
  changeSection,
  endOf,
  moveSection,
  type Place,
  placeField,
  placeOf,
  removeField,
  removeSection,
  stepFrom,
} from './arrange';
import { menuButtonId } from './field-menu';
import { sectionButtonId } from './section-menu';
import { useLayoutDraft } from './use-layout-draft';
import { useUndoKey } from './use-undo-key';

/** What can be done in the layout editor; each act is said to screen readers and keeps the focus where it was. */
export function useEditor(layout: LayoutSetup) {
  const { module, arrangement } = layout;
  const source = { module: module.apiName, layoutId: layout.id, arrangement };
  const { draft, change, undo, ...saving } = useLayoutDraft(source);
  const [announcement, announce] = useState('');
  const fieldsById = useMemo(() => new Map(module.fields.map((field) => [field.id, field])), [module.fields]);

  useUndoKey(undo);

  const labelOf = (fieldId: Id) => fieldsById.get(fieldId)?.label ?? '';
  const nameOf = (key: string) => draft.find((section) => section.key === key)?.name ?? '';

  function put(fieldId: Id, to: Place) {
    const next = placeField(draft, fieldId, to);
    change(next);
    const position = (placeOf(next, fieldId)?.index ?? 0) + 1;
    announce(`${labelOf(fieldId)} is now number ${position} of ${nameOf(to.sectionKey)}.`);
    focusLater(menuButtonId(fieldId));
  }

  return {
    ...saving,
    draft,
    undo,
    announcement,
    put,
    fieldsIn: (fieldIds: readonly Id[]): FieldSetup[] =>
      fieldIds.map((id) => fieldsById.get(id)).filter((field) => field !== undefined),
    unused: module.fields.filter((field) => !placeOf(draft, field.id)),
    stepTo: (fieldId: Id, step: -1 | 1) => stepFrom(draft, fieldId, step),
    toEnd: (fieldId: Id, sectionKey: string) => put(fieldId, endOf(draft, sectionKey)),
    take(fieldId: Id) {
      if (fieldsById.get(fieldId)?.mandatory) {
        announce(`${labelOf(fieldId)} stays: the module cannot do without it.`);
        return;
      }
      change(removeField(draft, fieldId));
      announce(`${labelOf(fieldId)} left the layout.`);
      focusLater(menuButtonId(fieldId));
    },
    addSection(name: string) {
      const key = crypto.randomUUID();
      change(addSection(draft, { key, name }));
      announce(`Section ${name} added at the end.`);
      focusLater(sectionButtonId(key));
    },
    changeSection(key: string, part: Parameters<typeof changeSection>[2]) {
      change(changeSection(draft, key, part));
      focusLater(sectionButtonId(key));
    },
    moveSection(key: string, step: -1 | 1) {
      change(moveSection(draft, key, step));
      announce(`Section ${nameOf(key)} moved ${step === 1 ? 'down' : 'up'}.`);
      focusLater(sectionButtonId(key));
    },
    removeSection(key: string) {
      change(removeSection(draft, key));
      announce(`Section ${nameOf(key)} removed.`);
    },
  };
}

export type Editor = ReturnType<typeof useEditor>;

/** After the menu has closed and the moved element stands in its new place. */
function focusLater(elementId: string): void {
  setTimeout(() => document.getElementById(elementId)?.focus(), 50);
}
