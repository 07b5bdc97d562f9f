'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import type { ModuleSetup } from '@/lib/admin/customization/queries';
import { FIELD_TYPES } from '@/lib/crm/modules/field-types/registry';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';
import { NewFieldDialog } from './new-field-dialog';
import { TypeIcon } from './type-icon';

/** Adds a field at the end of each layout. */
export function NewFieldButton({ module }: { module: ModuleSetup }) {
  const [type, setType] = useState<FieldTypeKey | null>(null);
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm">
            <Plus aria-hidden="true" />
            New field
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent>
          {FIELD_TYPES.filter(({ creatable }) => creatable).map(({ key, label }) => (
            <DropdownMenuItem key={key} icon={<TypeIcon type={key} />} onSelect={() => setType(key)}>
              {label}
            </DropdownMenuItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
      {type ? (
        <NewFieldDialog
          module={module}
          type={type}
          where={module.plural}
          place={() => undefined}
          busy={false}
          onClose={() => setType(null)}
        />
      ) : null}
    </>
  );
}
