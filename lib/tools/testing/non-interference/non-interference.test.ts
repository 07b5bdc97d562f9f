/**
 * Worlds that differ only in what an asker may not read answer alike, byte for byte: marked values, their lengths, letter
 * case, which of them are equal, whether they are there; notes, names of files and their bytes.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../database';
import { answersOf } from './answers';
import { type Answers, differences, outcomeOf, outcomeText } from './ask';
import { KNOWN_DIFFERENCES } from './known-differences';
import { forgetDatabase, keepDatabase, restoreDatabase } from './twin-databases';
import type { Variant } from './values';
import { buildWorld, exchangeValues, type World } from './world';

let world: World;
let kept: string;
let first: Answers;

async function answersWith(variant: Variant): Promise<Answers> {
  await restoreDatabase(kept);
  await exchangeValues(world, variant);
  return answersOf(world);
}

beforeAll(async () => {
  world = await buildWorld();
  kept = await keepDatabase();
  first = await answersWith('first');
});

afterAll(() => forgetDatabase(kept));

describe('one who may not read protected values is told the same', () => {
  test('when the values differ, their lengths, their letter case and which are equal', async () => {
    expect(first.size).toBeGreaterThan(1000);
    expect(differences(first, await answersWith('second'))).toEqual([]);
  });

  test('when the values are there or are not', async () => {
    expect(differences(first, await answersWith('empty'))).toEqual([]);
  });
});

describe('what tells of values all the same', () => {
  test.each(KNOWN_DIFFERENCES)('is known, and SECURITY.md says so: $what', async ({ words, shows, between }) => {
    const security = readFileSync('SECURITY.md', 'utf8').replace(/\s+/g, ' ');
    expect(security).toContain(words);
    const told: string[] = [];
    for (const variant of between) {
      await restoreDatabase(kept);
      await exchangeValues(world, variant);
      told.push(outcomeText(await outcomeOf(() => shows(world, variant)), world.builtAtMs));
    }
    // If it no longer tells, its row goes.
    expect(told[0]).not.toBe(told[1]);
  });
});
