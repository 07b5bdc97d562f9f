import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync('app/globals.css', 'utf8');

/** The colours of one theme, from the first rule with that selector. */
function tokens(selector: string): Record<string, string> {
  const start = css.search(new RegExp(`^ *\\${selector} \\{`, 'm'));
  const rule = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries([...rule.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
}

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['canvas', 'surface', 'raised', 'sunken', 'hover'];
const tones = ['accent', 'phi', 'danger', 'warning', 'success'];
const inks = ['fg', 'muted', 'subtle', ...tones.map((tone) => `${tone}-text`)];

const text: [string, string][] = [
  ...inks.flatMap((ink) => [...surfaces, 'accent-soft'].map((surface): [string, string] => [ink, surface])),
  ...tones.flatMap((tone) => [`${tone}-text`, 'fg', 'muted'].map((ink): [string, string] => [ink, `${tone}-soft`])),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ['canvas', 'fg'],
];

const marks: [string, string][] = [
  ...['canvas', 'surface', 'raised', 'sunken'].map((surface): [string, string] => ['control', surface]),
  ...['accent', 'phi', 'danger', 'success'].flatMap((mark) =>
    surfaces.map((surface): [string, string] => [mark, surface]),
  ),
  ['on-accent', 'accent'],
];

describe.each([':root', '.dark'])('the theme %s', (selector) => {
  const theme = tokens(selector);
  const colour = (name: string) => theme[name] ?? expect.fail(`no token --${name}`);

  test.each(text)('text in %s reads at 4.5 : 1 on %s', (ink, surface) => {
    expect(contrast(colour(ink), colour(surface))).toBeGreaterThanOrEqual(4.5);
  });

  test.each(marks)('a mark or edge in %s stands out at 3 : 1 on %s', (mark, surface) => {
    expect(contrast(colour(mark), colour(surface))).toBeGreaterThanOrEqual(3);
  });
});

test('both themes define the same tokens', () => {
  expect(Object.keys(tokens('.dark'))).toEqual(Object.keys(tokens(':root')));
});
