/**
 * What a column means: how its cells are read, and what happens with one that cannot be read. Pure. An answer that stands
 * here is a person's, or the only one that fits every row of the file; nothing is guessed.
 */
import { z } from 'zod';

export const DATE_ORDERS = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

export const CENTURIES = ['past', 'pivot', 'future'] as const;
export type Century = (typeof CENTURIES)[number];

/** Between several values of one cell; `none`: the cell is one value. */
export const LIST_MARKS = [';', ',', '|', '\n', 'none'] as const;

export const readingSchema = z.object({
  dates: z.enum(DATE_ORDERS).optional(),
  /** Of years of two digits. `past`: none lies ahead; `pivot`: 30 to 99 are 19xx; `future`: all are 20xx. */
  century: z.enum(CENTURIES).optional(),
  /** Of times without an offset: the zone of the clock they were read from. */
  zone: z.string().max(64).optional(),
  decimal: z.enum(['.', ',']).optional(),
  /** Amounts without a sign in a column where others carry a currency that is not the field's. */
  unsigned: z.enum(['field', 'refuse']).optional(),
  /** Of numbers without a percent sign. `fraction`: 0.45 is 45 %; `fraction_to_one`: but what is above 1 stands as it is. */
  percent: z.enum(['as_written', 'fraction', 'fraction_to_one']).optional(),
  /** Of numbers with a percent sign in a field that is no percent: `as_written`: 45 % is 45; `fraction`: it is 0.45. */
  signed: z.enum(['as_written', 'fraction', 'refuse']).optional(),
  list: z.enum(LIST_MARKS).optional(),
  /** Words such as "N/A" are empty. */
  empties: z.enum(['empty', 'text']).optional(),
  /** An export of ours: cells mean what they meant where they came from. */
  exact: z.boolean().optional(),
});

/** How the cells of a column are read. What is absent does not matter to the column. */
export type ColumnReading = z.infer<typeof readingSchema>;
export type Asked = keyof ColumnReading;

/** Of a cell that names no record: the problem that `create_record` mends. */
export const NOTHING_NAMED = 'There is nothing of this name.';
/** Of a cell that names somebody who has left, where the record does not have them already. */
export const HAS_LEFT = 'Somebody it names has left, and is chosen nowhere anew.';

export const BAD_CELLS = ['refuse', 'empty', 'create_record'] as const;
/** What happens with a cell that cannot be read: its row is refused, it is left empty and listed, or what it names is made. */
export type BadCell = (typeof BAD_CELLS)[number];

export const columnChoiceSchema = z.object({
  reading: readingSchema.default({}),
  bad: z.enum(BAD_CELLS).default('refuse'),
  /** What of the reading is how such a file was read before, and nobody has said of this one. */
  asLastTime: z.array(readingSchema.keyof()).optional(),
});
export type ColumnChoice = z.infer<typeof columnChoiceSchema>;

/** Column number in the file (from 0) → how it is read. */
export const columnChoicesSchema = z.record(z.string().regex(/^\d{1,4}$/), columnChoiceSchema);
export type ColumnChoices = z.infer<typeof columnChoicesSchema>;
