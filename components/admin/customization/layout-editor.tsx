'use client';

import { useState } from 'react';
import { PageHeader } from '@/components/ui/page-header';
import type { LayoutSetup } from '@/lib/admin/customization/queries';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { endOf, type Place } from './arrange';
import { EditorSections } from './editor-sections';
import { FieldMenu } from './field-menu';
import { NewFieldDialog } from './new-field-dialog';
import { Palette, UnusedFields } from './palette';
import { MODULES_PATH, modulePath } from './paths';
import { SaveStatus } from './save-status';
import { type Dragged, type Target, useDrag } from './use-drag';
import { useEditor } from './use-editor';
import { useFieldDialogs } from './use-field-dialogs';

export interface LayoutEditorProps {
  layout: LayoutSetup;
}

/** Every change is saved at once and can be undone; a field's own properties are saved by their dialog. */
export function LayoutEditor({ layout }: LayoutEditorProps) {
  const { module } = layout;
  const editor = useEditor(layout);
  const drag = useDrag(drop);
  const [adding, setAdding] = useState<{ type: FieldTypeKey; place: Place } | null>(null);
  const { dialogs, edit, remove } = useFieldDialogs(module);
  const firstKey = editor.draft[0]?.key ?? '';

  function drop(dragged: Dragged, target: Target) {
    if (dragged.kind === 'type') {
      if (target !== 'unused') setAdding({ type: dragged.type, place: target });
    } else if (target === 'unused') editor.take(dragged.fieldId);
    else editor.put(dragged.fieldId, target);
  }

  return (
    <>
      <PageHeader
        title={`${layout.name} layout`}
        breadcrumbs={[
          { label: 'Setup', href: '/setup' },
          { label: 'Modules and fields', href: MODULES_PATH },
          { label: module.plural, href: modulePath(module.apiName) },
        ]}
        actions={
          <SaveStatus status={editor.status} canUndo={editor.canUndo} onUndo={editor.undo} onRetry={editor.retry} />
        }
      />
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,1fr)_14rem]">
        <EditorSections editor={editor} drag={drag} onEdit={edit} onDelete={remove} />
        <aside
          aria-label="Fields to add"
          className="flex flex-col gap-3 xl:sticky xl:top-16 xl:max-h-[calc(100dvh-5rem)] xl:overflow-y-auto"
        >
          <Palette drag={drag} onPick={(type) => setAdding({ type, place: endOf(editor.draft, firstKey) })} />
          <UnusedFields
            fields={editor.unused}
            drag={drag}
            onAdd={(field) => editor.toEnd(field.id, firstKey)}
            menuOf={(field) => <FieldMenu field={field} onEdit={() => edit(field)} onDelete={() => remove(field)} />}
          />
        </aside>
      </div>
      <p aria-live="polite" className="sr-only">
        {editor.announcement}
      </p>
      {dialogs}
      {adding ? (
        <NewFieldDialog
          module={module}
          type={adding.type}
          where={editor.draft.find((section) => section.key === adding.place.sectionKey)?.name ?? layout.name}
          place={() => {
            const sectionId = editor.sectionId(adding.place.sectionKey);
            return sectionId === undefined
              ? undefined
              : { layoutId: layout.id, sectionId, position: adding.place.index };
          }}
          busy={editor.status !== 'saved'}
          onClose={() => setAdding(null)}
        />
      ) : null}
    </>
  );
}
