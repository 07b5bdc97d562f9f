'use client';

import type { inferParserType } from 'nuqs';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { ActionChoice } from '@/lib/admin/audit/choices';
import type { LedgerView } from '@/lib/admin/audit/view';
import { ActionSelect } from './action-select';
import type { auditParams } from './audit-params';
import { RecordFilter } from './record-filter';
import { TimeFilter } from './time-filter';

type Params = inferParserType<typeof auditParams>;

export interface AuditFiltersProps extends Pick<LedgerView, 'people' | 'modules'> {
  params: Params;
  /** Live chat's own view: by conversation and visit in place of module and record. */
  isChat?: boolean;
  onChange: (patch: Partial<Params>) => void;
  onClear: () => void;
}

export function AuditFilters({ params, isChat = false, people, modules, onChange, onClear }: AuditFiltersProps) {
  const { range, from, to, user, action, module, outcome, record, conversation, visit } = params;
  const isFiltered = [user, action, module, outcome, record, conversation, visit].some((value) => value !== null);
  const person = user === null ? null : { value: user, label: people.find(({ id }) => id === user)?.name ?? user };
  return (
    <search aria-label="Filters" className="mb-3 grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap">
      <TimeFilter range={range} from={from} to={to} onChange={onChange} />
      <Field label="Person" className="sm:w-44">
        <Combobox
          label="Person"
          placeholder="Anybody"
          clearable
          value={person}
          options={people.map(({ id, name }) => ({ value: id, label: name }))}
          onValueChange={(option) => onChange({ user: option?.value ?? null })}
        />
      </Field>
      <Field label="Act" className="sm:w-56">
        <ActionSelect
          value={isChat ? (action ?? 'group:chat') : action}
          group={isChat ? 'chat' : undefined}
          onChange={(chosen: ActionChoice | null) => onChange({ action: chosen })}
        />
      </Field>
      {isChat ? null : (
        <Field label="Module" className="sm:w-40">
          <Select
            value={module ?? ''}
            placeholder="All modules"
            options={withChosen(modules, module)}
            onChange={(event) => onChange({ module: event.currentTarget.value || null })}
          />
        </Field>
      )}
      <Field label="Outcome" className="sm:w-36">
        <Select
          value={outcome ?? ''}
          placeholder="Any outcome"
          options={OUTCOMES}
          onChange={(event) => onChange({ outcome: (event.currentTarget.value || null) as Params['outcome'] })}
        />
      </Field>
      {isChat ? null : <RecordFilter key={record} value={record} onChange={(id) => onChange({ record: id })} />}
      <RecordFilter
        key={`conversation ${conversation}`}
        label="Conversation ID"
        placeholder="Any conversation"
        value={conversation}
        onChange={(id) => onChange({ conversation: id })}
      />
      {isChat || visit !== null ? (
        <RecordFilter
          key={`visit ${visit}`}
          label="Visit ID"
          placeholder="Any visit"
          value={visit}
          onChange={(id) => onChange({ visit: id })}
        />
      ) : null}
      {isFiltered ? (
        <Button variant="ghost" onClick={onClear}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

const OUTCOMES = [
  { value: 'done', label: 'Done' },
  { value: 'refused', label: 'Refused' },
];

/** A module that was removed can still be looked for. */
function withChosen(modules: LedgerView['modules'], chosen: string | null) {
  const options = modules.map(({ apiName, label }) => ({ value: apiName, label }));
  if (chosen === null || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}
