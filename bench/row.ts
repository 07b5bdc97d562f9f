/** One line of the table that `npm run bench` prints. */
export interface BenchRow {
  figure: string;
  value: number;
  unit: string;
  /** What the figure should reach, in words, when there is an aim. */
  aim?: string;
  ok?: boolean;
  note?: string;
}
