'use client';

import { type FormEvent, useState } from 'react';
import { findLookups } from '@/components/crm/records/form/actions';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ConnectionDto } from '@/lib/apps/connections/queries';
import type { Simulable } from '@/lib/apps/simulate';
import { RecordChoice } from './record-choice';
import { SimulationDialog } from './simulation-dialog';

export interface SimulatorCardProps {
  connection: Pick<ConnectionDto, 'id' | 'name' | 'state'>;
  /** Those whose records the reader may view; of none the card is not there. */
  modules: readonly Simulable[];
}

/** What the app would receive of a record that one chooses, and why. */
export function SimulatorCard({ connection, modules }: SimulatorCardProps) {
  const [name, setName] = useState(modules[0]?.module);
  const [recordId, setRecordId] = useState<string | null>(null);
  const [error, setError] = useState<string>();
  const [asked, setAsked] = useState<{ module: string; recordId: string } | null>(null);
  const module = modules.find((one) => one.module === name) ?? modules[0];
  if (!module || connection.state === 'ended') return null;
  const choose = (id: string | null) => {
    setRecordId(id);
    setError(undefined);
  };
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!module) return;
    if (recordId) setAsked({ module: module.module, recordId });
    else setError(module.nameHidden ? 'Give the address of a record, or its number.' : 'Choose a record.');
  }
  return (
    <Card
      id="simulator"
      title="What would it receive?"
      description="Of one record at this moment, and why. Nothing is sent by looking."
    >
      <form method="post" noValidate onSubmit={submit} className="flex flex-wrap items-start gap-3">
        <Field label="Module" className="w-full sm:w-48">
          <Select
            value={module.module}
            onChange={(event) => {
              setName(event.currentTarget.value);
              choose(null);
            }}
            options={modules.map((one) => ({ value: one.module, label: one.plural }))}
          />
        </Field>
        <RecordChoice key={module.module} module={module} error={error} find={findLookups} onChoose={choose} />
        <Button type="submit" className="sm:mt-6">
          Show
        </Button>
      </form>
      {asked ? (
        <SimulationDialog
          reference={asked}
          app={{ connectionId: connection.id, name: connection.name }}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </Card>
  );
}
