/** A record that somebody may see is found in one way, so that no door can forget a part of the condition. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .map((name) => `lib/${name}`)
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, text: readFileSync(path, 'utf8') }));

test('whose records one sees stands in one place: every statement takes it from there', () => {
  const own = sources.filter(({ text }) => /owner_id = any\(\$\{/.test(text)).map(({ path }) => path);
  expect(own).toEqual(['lib/crm/modules/visibility.ts']);
});

/** They read records that nobody asks to see: whoever they belong to, or those that an act named before. */
const WHOEVERS = [
  'lib/admin/audit/review/busy-with.ts', // whether somebody has to do with it: asked by the clock, for a person
  'lib/admin/customization/queries.ts', // whether a field is used
  'lib/apps/deliveries/plan.ts', // named by what changed, whoever asked for that
  'lib/crm/imports/run/overwrite.ts', // named by the rows, which were checked
  'lib/crm/imports/run/undo.ts', // those that the import made
  'lib/crm/records/conversion/undo.ts', // those that the conversion made, which are then asked for one by one
  'lib/crm/records/duplicates/run.ts', // twins of a record that is seen
  'lib/crm/records/index-bits.ts', // how many there are
  'lib/crm/records/merge/undo.ts', // asks for both, and whether one is deleted
  'lib/crm/records/seal-field.ts', // all, by the system
  'lib/crm/reports/whole.ts', // of the whole organisation, told by fives and no record of them
  'lib/ways-in/jobs/handlers/purge-recycle-bin.ts', // by the clock
];

test('what is there, or in the recycle bin, is said by that condition, and by itself only where no person asks', () => {
  const own = sources.filter(({ text }) => /\bfrom records\b/.test(text) && text.includes('deleted_at is'));
  expect(own.map(({ path }) => path).sort()).toEqual(WHOEVERS);
});
