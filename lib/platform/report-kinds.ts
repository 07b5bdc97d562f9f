/** What a report is made of, as it is kept. Pure. */

export interface ReportFilter {
  field: string;
  operator: string;
  /** Absent for `is_empty` and `is_not_empty`, and where the field was protected since: such a report is not run. */
  value?: string | string[];
}

export const GROUP_UNITS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type GroupUnit = (typeof GROUP_UNITS)[number];

export const MEASURES = ['sum', 'average', 'min', 'max'] as const;
export type MeasureKind = (typeof MEASURES)[number];

export const CHARTS = ['none', 'bars', 'line', 'donut', 'funnel', 'heat'] as const;
export type ChartKind = (typeof CHARTS)[number];

export interface ReportGroup {
  /** API name of a field, or of a lookup and of a field of the record it points to: `Account_Name.Industry`. */
  field: string;
  /** Of a date or time; a month when absent. */
  unit?: GroupUnit;
}

export interface ReportMeasure {
  of: MeasureKind;
  field: string;
}

/** What a report counts. Fields by API name; none of them is ever a marked or sealed one, and so no value of one is in it. */
export interface ReportDefinition {
  filters: ReportFilter[];
  /** None: figures alone. One: lines. Two: a matrix. */
  groups: ReportGroup[];
  /** Beside the count, which is always there. */
  measures: ReportMeasure[];
  /** `measure`: which figure is drawn, 0 the count, 1 the first of `measures`. */
  chart: { kind: ChartKind; measure: number };
}
