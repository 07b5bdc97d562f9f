'use client';

import { Braces, Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { CustomField } from '@/lib/chat/setup/custom-fields';
import { Removal } from '../removal';
import { DeclareDialog } from './declare-dialog';
import { TYPE_WORDS } from './type-words';

/** Fields of the JS API that were declared, which makes them typed and audited. */
export function CustomFieldList({ fields }: { fields: readonly CustomField[] }) {
  const [declaring, setDeclaring] = useState(false);
  const [removing, setRemoving] = useState<CustomField | null>(null);
  const add = (
    <Button variant="primary" onClick={() => setDeclaring(true)}>
      <Plus aria-hidden="true" />
      Declare field
    </Button>
  );
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warning">
        Fields that a site adds by the JS API are encrypted and read-only, and their changes are no events. One that is
        declared here is checked by its type, and each change of it is an event that names the field, never the value.
      </Callout>
      <Card id="custom-fields" title="Declared fields" actions={fields.length > 0 ? add : null} flush>
        {fields.length === 0 ? (
          <EmptyState
            icon={<Braces />}
            title="No field is declared"
            text="Sites may send any field. Declare the ones whose changes should be in the audit log."
            action={add}
          />
        ) : (
          <Table label="Declared fields">
            <TableHead>
              <tr>
                <TableHeader>Name</TableHeader>
                <TableHeader>Type</TableHeader>
                <TableHeader align="right">Longest</TableHeader>
                <TableHeader>
                  <span className="sr-only">Actions</span>
                </TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {fields.map((field) => (
                <TableRow key={field.id}>
                  <TableCell className="font-mono">{field.name}</TableCell>
                  <TableCell>{TYPE_WORDS[field.type]}</TableCell>
                  <TableCell align="right">{field.maxLength.toLocaleString('en-US')} characters</TableCell>
                  <TableCell align="right">
                    <Button size="sm" aria-label={`Take back ${field.name}`} onClick={() => setRemoving(field)}>
                      Take back
                    </Button>
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
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
