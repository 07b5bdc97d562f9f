/** The reports over modules that every organisation has. Pure. Who may not know of a field that one needs has not that report. */

import { type ReportHead, STANDARD_FOLDER } from '@/lib/platform/figures';
import type { ReportDefinition } from '@/lib/platform/report-kinds';

export interface StandardSpec extends ReportHead {
  module: string;
  definition: ReportDefinition;
}

type Given = Omit<StandardSpec, 'folder' | 'definition'> & Partial<ReportDefinition>;

const spec = ({ key, name, words, module, ...definition }: Given): StandardSpec => ({
  key,
  name,
  words,
  module,
  folder: STANDARD_FOLDER,
  definition: { filters: [], groups: [], measures: [], chart: { kind: 'bars', measure: 0 }, ...definition },
});

export const STANDARD: readonly StandardSpec[] = [
  spec({
    key: 'pipeline',
    name: 'Pipeline by stage',
    words: 'Deals in each stage, and what they are worth.',
    module: 'Deals',
    groups: [{ field: 'Stage' }],
    measures: [{ of: 'sum', field: 'Amount' }],
    chart: { kind: 'funnel', measure: 1 },
  }),
  spec({
    key: 'pipeline-months',
    name: 'Deals by closing month',
    words: 'When deals close, and the revenue expected of them.',
    module: 'Deals',
    groups: [{ field: 'Closing_Date', unit: 'month' }],
    measures: [{ of: 'sum', field: 'Expected_Revenue' }],
    chart: { kind: 'bars', measure: 1 },
  }),
  spec({
    key: 'pipeline-owners',
    name: 'Deals by owner and stage',
    words: 'Whose deals stand in which stage.',
    module: 'Deals',
    groups: [{ field: 'Owner' }, { field: 'Stage' }],
    measures: [{ of: 'sum', field: 'Amount' }],
    chart: { kind: 'heat', measure: 0 },
  }),
  spec({
    key: 'activities-tasks',
    name: 'Tasks by status',
    words: 'How tasks stand.',
    module: 'Tasks',
    groups: [{ field: 'Status' }],
    chart: { kind: 'donut', measure: 0 },
  }),
  spec({
    key: 'activities-calls',
    name: 'Calls by month and kind',
    words: 'Outgoing, incoming and missed calls of each month.',
    module: 'Calls',
    groups: [{ field: 'Call_Start_Time', unit: 'month' }, { field: 'Call_Type' }],
    chart: { kind: 'bars', measure: 0 },
  }),
  spec({
    key: 'activities-meetings',
    name: 'Meetings by month',
    words: 'How many meetings begin in each month.',
    module: 'Events',
    groups: [{ field: 'Start_DateTime', unit: 'month' }],
    chart: { kind: 'line', measure: 0 },
  }),
  spec({
    key: 'leads-sources',
    name: 'Leads by source',
    words: 'Where leads that are not converted came from.',
    module: 'Leads',
    groups: [{ field: 'Lead_Source' }],
    chart: { kind: 'donut', measure: 0 },
  }),
];
