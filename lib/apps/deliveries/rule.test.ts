/**
 * What leaves, against a second statement of the rule (`lib/apps/testing/the-rule.ts`) that shares nothing with the first:
 * switches × marks × needed fields × agreements × acts × apps, at servers that listen. `CHAOS=long`: 10,000 cases.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { world } from '../testing/rule/draw';
import { type Listening, startListening } from '../testing/rule/listening';
import { live } from '../testing/rule/live';
import '@/lib/tools/testing/database';

const CASES = process.env.CHAOS === 'long' ? 10_000 : 1_000;
/** Of a world there are some 400, of the poorest fewer. */
const WORLDS = Math.ceil(CASES / 250);

let listening: Listening;
beforeAll(async () => {
  listening = await startListening();
});
afterAll(() => listening.close());

const MOST_MS = Math.max(900_000, CASES * 300);

test(
  `an app hears what the rule says, word by word, and nothing else, and the accounting has it, in ${CASES} cases`,
  async () => {
    const counts: Record<string, number> = {};
    let cases = 0;
    await fc.assert(
      fc.asyncProperty(world, async (drawn) => {
        const lived = await live(drawn, listening);
        cases += lived.cases;
        for (const [what, count] of Object.entries(lived.heard)) counts[what] = (counts[what] ?? 0) + count;
        expect(lived.unlike).toEqual([]);
      }),
      { numRuns: WORLDS, endOnFailure: true, markInterruptAsFailure: true },
    );
    process.stdout.write(`${cases} cases in ${WORLDS} worlds: ${JSON.stringify(counts)}\n`);
    expect(cases).toBeGreaterThanOrEqual(CASES);
    // What is taken back when a door closes comes besides, where a drawn world has it.
    const always = ['changed', 'created', 'nothing', 'removed'];
    expect(Object.keys(counts)).toEqual(expect.arrayContaining(always));
  },
  MOST_MS,
);
