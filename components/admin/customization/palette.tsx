'use client';

import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import type { FieldSetup } from '@/lib/admin/customization/queries';
import { FIELD_TYPES } from '@/lib/crm/modules/field-types/registry';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { FieldBadges } from './field-badges';
import { TypeIcon } from './type-icon';
import type { Drag } from './use-drag';

const itemClass =
  'flex h-7 w-full min-w-0 cursor-grab items-center gap-2 rounded-sm border border-transparent px-2 text-left text-fg ' +
  'hover:border-line-strong hover:bg-hover active:cursor-grabbing';

/** The types a new field can have: a click or a drop adds one. */
export function Palette({ drag, onPick }: { drag: Drag; onPick: (type: FieldTypeKey) => void }) {
  return (
    <Panel title="New fields" hint="Click one, or drag it into a section.">
      <ul className="grid grid-cols-2 gap-0.5 sm:grid-cols-3 xl:grid-cols-1">
        {FIELD_TYPES.filter((type) => type.creatable).map((type) => (
          <li key={type.key}>
            <button
              type="button"
              {...drag.source({ kind: 'type', type: type.key })}
              onClick={() => onPick(type.key)}
              className={itemClass}
            >
              <TypeIcon type={type.key} className="size-4 shrink-0 text-subtle" />
              <span className="truncate">{type.label}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export interface UnusedFieldsProps {
  fields: readonly FieldSetup[];
  drag: Drag;
  onAdd: (field: FieldSetup) => void;
  menuOf: (field: FieldSetup) => ReactNode;
}

/** Fields of the module that this layout does not show. A field dropped here leaves the layout. */
export function UnusedFields({ fields, drag, onAdd, menuOf }: UnusedFieldsProps) {
  return (
    <div {...drag.target(() => 'unused')}>
      <Panel title="Unused fields" hint="Not in this layout; their values stay." isOver={drag.over === 'unused'}>
        {fields.length === 0 ? <p className="px-2 py-1 text-subtle text-xs">Every field is in the layout.</p> : null}
        <ul className="flex flex-col gap-0.5">
          {fields.map((field) => (
            <li
              key={field.id}
              {...drag.source({ kind: 'field', fieldId: field.id })}
              className="flex items-center gap-1"
            >
              <button
                type="button"
                aria-label={`Add ${field.label} to the layout`}
                onClick={() => onAdd(field)}
                className={itemClass}
              >
                <Plus aria-hidden="true" className="size-4 shrink-0 text-subtle" />
                <span className="min-w-0 flex-1 truncate">{field.label}</span>
                <FieldBadges field={field} />
              </button>
              {menuOf(field)}
            </li>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

function Panel({
  title,
  hint,
  isOver,
  children,
}: {
  title: string;
  hint: string;
  isOver?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className={cn('rounded-md border border-line bg-surface p-2', isOver && 'border-accent border-dashed')}
    >
      <h2 className="px-2 pt-1 font-semibold text-fg text-sm">{title}</h2>
      <p className="mb-1.5 px-2 text-subtle text-xs">{hint}</p>
      {children}
    </section>
  );
}
