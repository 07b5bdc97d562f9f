/**
 * A function is so short that it can be seen as a whole. Biome's own rule counts no lines of JSX, so a component of any
 * length passes it; here every line counts, from the first to the last.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAst } from 'vitest/node';

const MOST_LINES = 80;
const CODE = /\.(tsx?|mjs|js)$/;
const NOT_MEANT = /\.(test|spec)\.tsx?$|\.d\.ts$|^bench\/peers\/|\/fixtures\//;

const files = ['app', 'bench', 'components', 'e2e', 'lib']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .concat(readdirSync('.'))
  .filter((path) => CODE.test(path) && !NOT_MEANT.test(path));

/** `path:line, lines` of every function that is too long. */
function longFunctions(path: string, source: string): string[] {
  if (source.split('\n').length <= MOST_LINES) return [];
  const found: string[] = [];
  const lineOf = (at: number) => source.slice(0, at).split('\n').length;
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isFunction(value)) {
      const [first, last] = [lineOf(value.start), lineOf(value.end)];
      if (last - first >= MOST_LINES) found.push(`${path}:${first}, ${last - first + 1} lines`);
    }
    Object.values(value).forEach(visit);
  };
  visit(parseAst(source, { lang: /\.ts$/.test(path) ? 'ts' : 'tsx' }));
  return found;
}

function isFunction(node: object): node is { start: number; end: number } {
  return 'type' in node && /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(String(node.type));
}

test('no function outside tests has more than 80 lines from its first to its last', () => {
  expect(files.length).toBeGreaterThan(1_000);
  expect(files.flatMap((path) => longFunctions(path, readFileSync(path, 'utf8')))).toEqual([]);
});

const lines = (count: number) => '\n'.repeat(count);

test.each([
  `export function Screen() {${lines(40)}return <ul>${lines(40)}</ul>; }`,
  `const act = action(async () => {${lines(80)}});`,
  `const verbs = { write() {${lines(80)}} };`,
  `class Store { read = () => {${lines(80)}} }`,
])('is found: %j', (source) => expect(longFunctions('a.tsx', source)).toHaveLength(1));

test('80 lines are not too many', () => {
  expect(longFunctions('a.ts', `function whole() {${lines(79)}}`)).toEqual([]);
});
