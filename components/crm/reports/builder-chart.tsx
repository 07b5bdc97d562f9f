import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { Builder } from '@/lib/crm/reports/queries';
import { CHARTS, type ChartKind, type ReportDefinition } from '@/lib/platform/report-kinds';
import { KIND_LABELS } from './builder-parts';

const CHART_LABELS: Record<ChartKind, string> = {
  none: 'None, a table alone',
  bars: 'Bars',
  line: 'Line',
  donut: 'Donut',
  funnel: 'Funnel',
  heat: 'Heat map of a matrix',
};

export interface BuilderChartProps {
  builder: Builder;
  definition: ReportDefinition;
  onChange: (chart: ReportDefinition['chart']) => void;
}

/** How a report is drawn, and which of its figures. */
export function BuilderChart({ builder, definition, onChange }: BuilderChartProps) {
  const { chart, groups, measures } = definition;
  const labelOf = (name: string) => builder.measures.find((one) => one.name === name)?.label ?? name;
  const figures = [builder.module.plural, ...measures.map(({ of, field }) => `${KIND_LABELS[of]} ${labelOf(field)}`)];
  const needed = (kind: ChartKind) => (kind === 'none' ? 0 : kind === 'heat' ? 2 : 1);
  const fits = groups.length >= needed(chart.kind);
  return (
    <Card id="report-chart" title="How it looks">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Chart" hint={groups.length === 0 ? 'A chart needs a group.' : undefined}>
          <Select
            value={fits ? chart.kind : 'none'}
            options={CHARTS.map((kind) => ({
              value: kind,
              label: CHART_LABELS[kind],
              disabled: groups.length < needed(kind),
            }))}
            onChange={({ currentTarget: { value } }) => {
              const kind = CHARTS.find((one) => one === value);
              if (kind) onChange({ ...chart, kind });
            }}
          />
        </Field>
        <Field label="It draws">
          <Select
            value={String(Math.min(chart.measure, measures.length))}
            options={figures.map((label, n) => ({ value: String(n), label }))}
            onChange={(event) => onChange({ ...chart, measure: Number(event.currentTarget.value) })}
          />
        </Field>
      </div>
    </Card>
  );
}
