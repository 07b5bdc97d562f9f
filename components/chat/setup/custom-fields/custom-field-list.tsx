'use client';

import { Braces } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { TableCell } from '@/components/ui/table';
import type { CustomField } from '@/lib/chat/setup/custom-fields';
import { Removal } from '../removal';
import { SetupList } from '../setup-list';
import { DeclareDialog } from './declare-dialog';
import { TYPE_WORDS } from './type-words';

/** Fields of the JS API that were declared, which makes them typed and audited. */
export function CustomFieldList({ fields }: { fields: readonly CustomField[] }) {
  const [declaring, setDeclaring] = useState(false);
  const [removing, setRemoving] = useState<CustomField | null>(null);
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warning">
        Fields that a site adds by the JS API are encrypted and read-only, and their changes are no events. One that is
        declared here is checked by its type, and each change of it is an event that names the field, never the value.
      </Callout>
      <SetupList
        id="custom-fields"
        title="Declared fields"
        addLabel="Declare field"
        onAdd={() => setDeclaring(true)}
        empty={{
          icon: <Braces />,
          title: 'No field is declared',
          text: 'Sites may send any field. Declare the ones whose changes should be in the audit log.',
        }}
        rows={fields}
        columns={['Name', 'Type', { heading: 'Longest', align: 'right' }]}
        lastColumn="Actions"
        cells={(field) => (
          <>
            <TableCell className="font-mono">{field.name}</TableCell>
            <TableCell>{TYPE_WORDS[field.type]}</TableCell>
            <TableCell align="right">{field.maxLength.toLocaleString('en-US')} characters</TableCell>
            <TableCell align="right">
              <Button size="sm" aria-label={`Take back ${field.name}`} onClick={() => setRemoving(field)}>
                Take back
              </Button>
            </TableCell>
          </>
        )}
      />
      {declaring ? <DeclareDialog onClose={() => setDeclaring(false)} /> : null}
      {removing ? (
        <Removal
          kind="field"
          id={removing.id}
          title={`Take back the declaration of ${removing.name}?`}
          description="Values that are there stay, as text. From now on its changes are not in the audit log."
          onClose={() => setRemoving(null)}
        />
      ) : null}
    </div>
  );
}
