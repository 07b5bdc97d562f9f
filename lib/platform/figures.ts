/** What a report shows: lines of figures, with their totals. Pure; screens draw it, and every slice that counts makes it. */

export interface Figure {
  /** What is drawn; null where there is nothing to draw, or it is not told. */
  value: number | null;
  /** As it is read: "1,234", "$12.00", "fewer than 5". */
  words: string;
}

export interface FigureLine {
  /** Unique among the lines. */
  key: string;
  label: string;
  /** Where the records of this line stand as a list. */
  href?: string;
  /** For each column, its figures; empty where there are no columns. */
  cells: { figures: readonly Figure[]; href?: string }[];
  /** Of the whole line, one for each of `measures`. */
  figures: readonly Figure[];
}

export interface Figures {
  /** What the lines are: "Stage"; empty where there are none. */
  by: string;
  /** Of a matrix: what the columns are, and each of them. */
  across: { by: string; columns: { key: string; label: string }[] } | null;
  /** "Deals", "Sum of Amount". */
  measures: readonly string[];
  lines: FigureLine[];
  total: readonly Figure[];
  /** How many rows the figures were made of; null where that would tell more than they do. */
  rowsLookedAt: number | null;
  /** What is left out, in words. */
  cut: string | null;
}

/** A report as it stands in a list. */
export interface ReportHead {
  /** The id of one that somebody saved; the key of one that every organisation has. */
  key: string;
  name: string;
  /** What it says, in a sentence. */
  words: string;
  folder: string;
}

export type FiguresChart = 'none' | 'bars' | 'line' | 'donut' | 'funnel' | 'heat';

/** A report that every organisation has, with its figures for whoever asks. */
export interface StandardReport extends ReportHead {
  chart: { kind: FiguresChart; measure: number };
  figures: Figures;
}

/** The folder of those that every organisation has. */
export const STANDARD_FOLDER = 'Standard reports';

export const inWords = (count: number): string => count.toLocaleString('en-US');

export const countFigure = (count: number): Figure => ({ value: count, words: inWords(count) });

/** A part of a whole: "40%"; a dash where there is no whole. */
export const shareFigure = (part: number, whole: number): Figure =>
  whole === 0
    ? { value: null, words: '–' }
    : { value: Math.round((part / whole) * 100), words: `${Math.round((part / whole) * 100)}%` };
