'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import type { FieldSetup } from '@/lib/admin/customization/queries';
import type { DraftSection } from './arrange';
import { FieldMenu, LayoutItems } from './field-menu';
import { SectionCard } from './section-card';
import { SectionMenu } from './section-menu';
import { SectionNameDialog } from './section-name-dialog';
import type { Drag } from './use-drag';
import type { Editor } from './use-editor';

export interface EditorSectionsProps {
  editor: Editor;
  drag: Drag;
  onEdit: (field: FieldSetup) => void;
  onDelete: (field: FieldSetup) => void;
}

/** The layout itself: its sections, each with the fields it holds. */
export function EditorSections({ editor, drag, onEdit, onDelete }: EditorSectionsProps) {
  const [naming, setNaming] = useState<DraftSection | 'new' | null>(null);
  const { draft } = editor;

  const menuOf = (section: DraftSection) => (field: FieldSetup) => {
    const up = editor.stepTo(field.id, -1);
    const down = editor.stepTo(field.id, 1);
    return (
      <FieldMenu field={field} onEdit={() => onEdit(field)} onDelete={() => onDelete(field)}>
        <LayoutItems
          canRemove={!field.mandatory}
          canMoveUp={up !== undefined}
          canMoveDown={down !== undefined}
          sections={draft.filter((other) => other.key !== section.key)}
          onStep={(step) => {
            const to = step === 1 ? down : up;
            if (to) editor.put(field.id, to);
          }}
          onMoveTo={(key) => editor.toEnd(field.id, key)}
          onRemove={() => editor.take(field.id)}
        />
      </FieldMenu>
    );
  };

  return (
    <div className="flex min-w-0 flex-col gap-3">
      {draft.map((section, index) => (
        <SectionCard
          key={section.key}
          section={section}
          fields={editor.fieldsIn(section.fieldIds)}
          drag={drag}
          menuOf={menuOf(section)}
          actions={
            <SectionMenu
              section={section}
              isFirst={index === 0}
              isLast={index === draft.length - 1}
              onRename={() => setNaming(section)}
              onColumns={(columns) => editor.changeSection(section.key, { columns })}
              onMove={(step) => editor.moveSection(section.key, step)}
              onRemove={() => editor.removeSection(section.key)}
            />
          }
        />
      ))}
      <Button className="self-start" onClick={() => setNaming('new')}>
        <Plus aria-hidden="true" />
        Add section
      </Button>
      {naming ? (
        <SectionNameDialog
          title={naming === 'new' ? 'New section' : 'Rename section'}
          name={naming === 'new' ? '' : naming.name}
          taken={draft.filter((section) => section !== naming).map((section) => section.name)}
          confirmLabel={naming === 'new' ? 'Add section' : 'Rename'}
          onConfirm={(name) =>
            naming === 'new' ? editor.addSection(name) : editor.changeSection(naming.key, { name })
          }
          onClose={() => setNaming(null)}
        />
      ) : null}
    </div>
  );
}
