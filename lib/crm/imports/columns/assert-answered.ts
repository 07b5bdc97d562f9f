import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { Context } from '@/lib/platform/context';
import { invalid } from '@/lib/platform/errors';
import { askedOfFile } from '../file/format';
import type { FileWords, ImportParams, MappedImport } from '../schemas';
import { type ChosenColumns, settleAll, wholeChoices } from './choices';
import { isOpen } from './question';
import { type ColumnChoices, columnChoicesSchema } from './reading';

/** What is left out of the choices given, as it is meant. */
export const choicesOf = (given: NonNullable<MappedImport['columns']>): ColumnChoices =>
  columnChoicesSchema.parse(given);

/**
 * How each column is read, complete.
 * @throws invalid while a column fits several readings and nobody said which, naming the field; and while nobody said how
 * bytes are read that are not of the file's encoding, or whether apostrophes in front of = + - @ are part of the text.
 */
export function assertAnswered(
  ctx: Context,
  module: ModuleDefinition,
  { found, words }: Pick<ImportParams, 'found'> & { words: FileWords },
  { mapping, given }: ChosenColumns,
): ColumnChoices {
  const [asked] = askedOfFile(found);
  if (asked) throw invalid(OF_FILE[asked].message, { reason: OF_FILE[asked].reason });
  const settled = settleAll(module, words, { mapping, given }, { own: ctx.timeZone });
  const open = [...settled].filter(([, one]) => isOpen(one)).map(([column]) => mapping[column] ?? '');
  if (open.length > 0) {
    const labels = open.map((apiName) => findField(module, apiName)?.label ?? apiName);
    const message = `Say how ${labels.join(', ')} ${labels.length === 1 ? 'is' : 'are'} to be read: more than one reading fits.`;
    throw invalid(message, { reason: 'ASK_READING', fields: Object.fromEntries(open.map((name) => [name, ASKED])) });
  }
  return wholeChoices(settled, given);
}

const OF_FILE = {
  encoding: {
    reason: 'ASK_ENCODING',
    message: 'Some bytes are not of the file\u2019s encoding. Say how they are to be read.',
  },
  apostrophes: {
    reason: 'ASK_APOSTROPHES',
    message: 'Some cells have an apostrophe in front of = + - or @. Say whether it is taken off or part of the text.',
  },
};
const ASKED = 'More than one reading fits.';
