import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { colourCheck } from './colour-check';
import { WIDGET_THEMES } from './widget-themes';

const css = readFileSync('components/chat/widget/frame/frame.css', 'utf8');

test('the preview has the colours of the widget itself, in light and dark', () => {
  const [light = '', dark = ''] = [...css.matchAll(/:root \{(.*?)\}/gs)].map(([, rule]) => rule);
  for (const [rule, theme] of [
    [light, WIDGET_THEMES.light],
    [dark, WIDGET_THEMES.dark],
  ] as const) {
    for (const [name, colour] of Object.entries(theme)) expect(rule).toContain(`--${name}: ${colour};`);
  }
});

test('a colour is checked for what is read on it and for both grounds', () => {
  expect(colourCheck('#0f6e84')?.map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(colourCheck('#0f6e84')?.[0]?.words).toBe('White text on it: 5.8 : 1, chosen by itself.');
  expect(colourCheck('#ffe680')?.map(({ ok }) => ok)).toEqual([true, false, true]);
  expect(colourCheck('#101418')?.map(({ ok }) => ok)).toEqual([true, true, false]);
  expect(colourCheck('#12')).toBeNull();
});
