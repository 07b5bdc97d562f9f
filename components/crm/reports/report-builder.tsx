'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { Builder, SavedReport } from '@/lib/crm/reports/queries';
import type { ReportDefinition } from '@/lib/platform/report-kinds';
import { changeReport, saveReport } from './actions';
import { BuilderChart } from './builder-chart';
import { BuilderFilters } from './builder-filters';
import { BuilderGroup, BuilderMeasures } from './builder-parts';
import { BuilderPlace, type Place } from './builder-place';

export interface ReportBuilderProps {
  builder: Builder;
  /** The one that is changed; null makes a new one. */
  report: SavedReport | null;
  /** Names of the folders that there are. */
  folders: readonly string[];
}

const EMPTY: ReportDefinition = { filters: [], groups: [], measures: [], chart: { kind: 'bars', measure: 0 } };

/** What a report counts, by what, and how it looks. */
export function ReportBuilder({ builder, report, folders }: ReportBuilderProps) {
  const router = useRouter();
  const [place, setPlace] = useState<Place>({
    name: report?.name ?? '',
    folder: report?.folder ?? '',
    shared: report?.shared ?? false,
  });
  const [given, setGiven] = useState<ReportDefinition>(report?.definition ?? EMPTY);
  const callbacks = {
    onSuccess: ({ data }: { data?: { id: string } }) => {
      toast.success('Report saved');
      if (data) router.push(`/reports/${data.id}`);
    },
  };
  const create = useAction(saveReport, callbacks);
  const update = useAction(changeReport, callbacks);
  const act = report ? update : create;
  const errors = act.result.serverError?.fields ?? {};
  const change = (part: Partial<ReportDefinition>) => setGiven((before) => ({ ...before, ...part }));
  function submit(event: FormEvent) {
    event.preventDefault();
    const definition = finished(given);
    const about = { ...place, definition };
    if (report) update.execute({ id: report.key, ...about });
    else create.execute({ module: builder.module.apiName, ...about });
  }
  const setGroup = (n: number, group: ReportDefinition['groups'][number] | null) =>
    change({ groups: [0, 1].flatMap((at) => (at === n ? (group ?? []) : (given.groups[at] ?? []))) });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex max-w-3xl flex-col gap-4">
      <ActionError of={act} shown={['name', 'folder']} />
      <Card id="report-what" title="What is counted">
        <div className="flex flex-col gap-4">
          <Field label="Module" hint={report ? 'A report stays with its module.' : undefined}>
            <Select
              value={builder.module.apiName}
              disabled={report !== null}
              options={builder.modules.map(({ apiName, plural }) => ({ value: apiName, label: plural }))}
              onChange={(event) => router.push(`/reports/new?module=${event.currentTarget.value}`)}
            />
          </Field>
          <BuilderFilters builder={builder} filters={given.filters} onChange={(filters) => change({ filters })} />
          <BuilderGroup
            label="Group by"
            builder={builder}
            group={given.groups[0] ?? null}
            onChange={(group) => setGroup(0, group)}
          />
          {given.groups.length > 0 ? (
            <BuilderGroup
              label="And by"
              builder={builder}
              group={given.groups[1] ?? null}
              onChange={(group) => setGroup(1, group)}
            />
          ) : null}
          <BuilderMeasures builder={builder} measures={given.measures} onChange={(measures) => change({ measures })} />
        </div>
      </Card>
      <BuilderChart builder={builder} definition={given} onChange={(chart) => change({ chart })} />
      <BuilderPlace
        place={place}
        folders={folders}
        mayShare={builder.mayShare}
        errors={errors}
        onChange={(part) => setPlace({ ...place, ...part })}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={() => router.back()}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={place.name.trim() === ''} pending={act.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

/** A chart that the groups do not make is none. */
function finished(definition: ReportDefinition): ReportDefinition {
  const { groups, measures, chart } = definition;
  const measure = Math.min(chart.measure, measures.length);
  const fits = groups.length >= (chart.kind === 'heat' ? 2 : 1);
  return { ...definition, chart: { kind: fits ? chart.kind : 'none', measure } };
}
