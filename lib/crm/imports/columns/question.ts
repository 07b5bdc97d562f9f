/** What is known of a column, and what must still be asked. Pure. */
import type { Asked, ColumnReading } from './reading';
import type { Rows } from './seen';

export interface Answer {
  value: string;
  label: string;
  /** Rows that cannot be read so. */
  leavesOut: Rows;
}

/** What cannot be known from the column alone. */
export interface Question {
  asks: Asked;
  text: string;
  answers: Answer[];
  /** What a person said; null while nobody has. */
  answer: string | null;
  /** How such a file was read before, in words, while nobody has said anything of this one. */
  lastTime: string | null;
}

/** Whether anything is still to be said. */
export const isOpen = ({ questions }: { questions: readonly Question[] }): boolean =>
  questions.some(({ answer }) => answer === null);

/** Whether it stands as it was answered for such a file before. */
export const isAsLastTime = ({ answer, lastTime }: Question): boolean => answer !== null && lastTime !== null;

export interface Settled {
  /** As far as it is known. */
  reading: ColumnReading;
  questions: Question[];
  /** In words, what a person should know about the column. Names no value. */
  notes: string[];
}

/** No row. */
export const NONE: Rows = { count: 0, first: [] };

export type Unasked = Omit<Question, 'answer' | 'lastTime'>;

/** Asks a question, or takes what was given as its answer where it is one. */
export function ask(settled: Settled, given: string | undefined, question: Unasked): void {
  const answer = question.answers.find(({ value }) => value === given)?.value ?? null;
  settled.questions.push({ ...question, answer, lastTime: null });
  if (answer !== null) Object.assign(settled.reading, { [question.asks]: answer });
}
