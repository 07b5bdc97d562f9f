import { expect, test } from 'vitest';
import { snippetOf } from './snippet';

const script = (src: string, brand?: string) => ({ src, getAttribute: () => brand ?? null });
const ours = { origin: 'https://chat.clinic.example', brand: '11-22' };

test('the brand is found in our snippet and in each of SalesIQ’s', () => {
  expect(snippetOf(script('https://chat.clinic.example/widget.js', '11-22'), undefined)).toEqual(ours);
  expect(snippetOf(script('https://chat.clinic.example/widget.js?wc=11-22'), undefined)).toEqual(ours);
  expect(snippetOf(script('https://chat.clinic.example/widget.js'), '11-22')).toEqual(ours);
  expect(snippetOf(script('https://chat.clinic.example/widget.js?embedname=11-22'), undefined)).toEqual(ours);
  expect(snippetOf(script('https://chat.clinic.example/widget.js?embedname=lakeside'), '11-22')).toEqual(ours);
});

test('without a brand, or with one that is none, nothing is put on the page', () => {
  for (const brand of ['', '11', '11-22-33', '../x', 'siqabc123']) {
    expect(snippetOf(script('https://chat.clinic.example/widget.js', brand), undefined)).toBeNull();
  }
  expect(snippetOf(null, '11-22')).toBeNull();
});
