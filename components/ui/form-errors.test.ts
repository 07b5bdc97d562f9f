import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { setBudgetsSchema } from '@/lib/admin/settings/compliance/schemas';
import { sourceFiles } from '@/lib/tools/dev/import-graph';

/** What makes a browser speak up itself when a form is sent. */
const NATIVE =
  /<(Input|Textarea|input|textarea|select)\b[^>]*?\s(required|min=|max=|pattern=|type="(email|number|url)")/s;
/** A developer's tool: it sends what a program would. */
const EXEMPT = ['components/admin/developers/try-call.tsx'];

test('a form says what is wrong in its own words beside the field, never in a bubble of the browser', () => {
  const speaking = sourceFiles(['components', 'app'])
    .filter((file) => file.endsWith('.tsx') && !file.startsWith('components/chat/widget/'))
    .filter((file) => {
      const source = readFileSync(file, 'utf8');
      return source.includes('<form') && NATIVE.test(source) && !source.includes('noValidate');
    });
  expect(speaking).toEqual(EXEMPT);
});

test('a form says how it is sent: what is typed goes into no address, not even before its page works', () => {
  const asked = sourceFiles(['components', 'app'])
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) => (readFileSync(file, 'utf8').match(/<form\b(?:=>|[^>])*>/g) ?? []).map((tag) => ({ file, tag })))
    .filter(({ tag }) => !/\s(method="(get|post)"|action=\{)/.test(tag));
  expect(asked).toEqual([]);
});

test.each([0, 1.5, Number.NaN, 10_000_001])(
  'a budget of %d is answered with what to give instead, at its field',
  (hour) => {
    const limit = { hour: 60, day: 300 };
    const read = setBudgetsSchema.safeParse({ one: { ...limit, hour }, bulk: limit });
    const found = read.error?.issues.find(({ path }) => path.join('.') === 'one.hour');
    expect(found?.message).toBe('Give a whole number from 1 to 10,000,000.');
  },
);
