import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { callReason, REASONS } from '@/components/chat/setup/brand/call-reason';
import { installApi, type Salesiq } from './api';

const [, there = '', vain = ''] = readFileSync('docs/widget-js-api.md', 'utf8').split(/^## /m);
const rowsOf = (part: string) => [...part.matchAll(/^\| `([^`]+)` \|/gm)].map(([, name]) => name);

function makeApi() {
  const calls: string[] = [];
  const salesiq: Salesiq = {};
  installApi(salesiq, { give() {}, command() {}, call: (path) => calls.push(path) });
  return { salesiq, calls };
}

/** Own names only: whatever else is asked for answers too. */
function functionsOf(space: object, path = ''): string[] {
  return Object.entries(space).flatMap(([name, member]) => {
    const at = path === '' ? name : `${path}.${name}`;
    const below = typeof member === 'object' || typeof member === 'function' ? functionsOf(member, at) : [];
    return typeof member === 'function' ? [at, ...below] : below;
  });
}

test('the document of the JS API names exactly the calls that are there', () => {
  expect(rowsOf(there).sort()).toEqual(functionsOf(makeApi().salesiq).sort());
});

test('what the document says changes nothing is told to the administrator, with the reason it gives', () => {
  const named = rowsOf(vain);
  expect(named.length).toBeGreaterThan(20);
  const { salesiq, calls } = makeApi();
  for (const name of named) {
    const path = name === '$ZSIQ' ? '$ZSIQChat.init' : `${name}.now`;
    expect(vain).toContain(`| \`${name}\` | ${callReason(path)} |`);
    // biome-ignore lint/suspicious/noExplicitAny: called as a site's own script calls it
    path.split('.').reduce((at: any, key) => at[key], salesiq)();
    expect(calls.at(-1)).toBe(path);
  }
  const sometimes = ['visitor.chat', 'chat.theme'];
  expect(
    REASONS.map(([name]) => name)
      .filter((name) => !sometimes.includes(name))
      .sort(),
  ).toEqual(named.sort());
});
