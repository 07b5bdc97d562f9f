/**
 * After the tests (`lib/tools/dev/suite/plan.ts`): `FOLDER [--whole]`, the folder being that in which they noted what they sent.
 * Says whose callers are told something else than they say, and what is not written down as it was sent; with `UPDATE=1`
 * writes it down. After all tests it names the statements that none sent.
 */
import { say } from '@/lib/tools/dev/say';
import { bring, type Run, wronglyTyped } from './bring';
import { readRecorded } from './record';
import { isOurs, readTemplates } from './templates';
import { differences, readWritten, writeDown } from './written';

const [folder = '', whole] = process.argv.slice(2);
const run: Run = {
  recorded: readRecorded(folder),
  isWhole: whole === '--whole',
  isUpdate: Boolean(process.env.UPDATE),
};
if (run.recorded.length === 0) process.exit();
const templates = readTemplates(isOurs);
const known = bring(templates, readWritten(), run);
if (run.isUpdate) writeDown(known);
if (run.isWhole) {
  for (const { file, within, standing } of known) if (standing === 'unsent') say(`No test sends: ${file} ${within}`);
}
const stale = differences(known);
const wrong = [...wronglyTyped(templates, run.recorded), ...stale];
for (const line of wrong) say(line);
if (stale.length > 0) say('If that is as it should be: UPDATE=1 npm test, or the same with the paths of its tests.');
process.exit(wrong.length > 0 ? 1 : 0);
