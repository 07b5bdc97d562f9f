import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Checkbox } from './checkbox';
import { Combobox } from './combobox';
import { Field } from './field';
import { Input } from './input';
import { Select } from './select';
import { Switch } from './switch';
import { Textarea } from './textarea';

const attribute = (html: string, tag: string, name: string) =>
  new RegExp(`<${tag}[^>]* ${name}="([^"]*)"`).exec(html)?.[1];

describe('a Field', () => {
  test.each([
    ['input', <Input key="control" name="a" />],
    ['select', <Select key="control" name="a" options={[]} />],
    ['textarea', <Textarea key="control" name="a" />],
    ['button', <Combobox key="control" label="A" options={[]} />],
  ])('names its %s, describes it by error and hint, and marks it invalid and required', (tag, control) => {
    const html = renderToStaticMarkup(
      <Field label="Last name" hint="As on the card" error="Enter a last name" required>
        {control}
      </Field>,
    );
    const id = attribute(html, tag, 'id');
    expect(id).toBeTruthy();
    expect(attribute(html, 'label', 'for')).toBe(id);
    expect(attribute(html, tag, 'aria-describedby')).toBe(`${id}-error ${id}-hint`);
    expect(html).toContain(`id="${id}-error"`);
    expect(html).toContain(`id="${id}-hint"`);
    expect(attribute(html, tag, 'aria-invalid')).toBe('true');
    expect(attribute(html, tag, 'aria-required')).toBe('true');
  });

  test('without an error says nothing of one', () => {
    const html = renderToStaticMarkup(
      <Field label="Last name" error={[]}>
        <Input name="a" />
      </Field>,
    );
    expect(attribute(html, 'input', 'aria-invalid')).toBeUndefined();
    expect(attribute(html, 'input', 'aria-describedby')).toBeUndefined();
  });
});

describe('a checkbox and a switch', () => {
  test.each([
    ['checkbox', <Checkbox key="control" label="Encrypt field" description="Strongly recommended" />],
    ['switch', <Switch key="control" label="Encrypt field" description="Strongly recommended" />],
  ])('has exactly its label as the name of the %s; the description is apart', (_kind, control) => {
    const html = renderToStaticMarkup(control);
    const id = attribute(html, 'input', 'id');
    expect(html).toMatch(new RegExp(`<label for="${id}"[^>]*>Encrypt field</label>`));
    expect(attribute(html, 'input', 'aria-describedby')).toBe(`${id}-text`);
  });
});
