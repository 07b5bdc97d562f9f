import { expect, test } from 'vitest';
import { takeOutInWords } from './take-out-words';

const place = (name: string, about: object = {}) => ({ name, label: name, needed: false, emptied: true, ...about });
const words = (theirs: ReturnType<typeof place>[], about: object = {}) =>
  takeOutInWords(
    { theirs, removes: true, emptiesAny: false, ...about },
    theirs.map(({ name }) => ({ to: name })),
  );

test('who chooses that an app is to give back what it has is told what that app has a way to', () => {
  const needed = place('Name', { needed: true, emptied: false });
  const email = place('Email', { emptied: false });
  const emptied = 'A field that it may not have any more is emptied in a record that it may have.';
  expect(words([needed, place('Phone')])).toBe(`${emptied} A record that may not be sent at all is removed there.`);
  expect(words([email, place('Phone')])).toBe(
    `${emptied} A record that may not be sent at all, or of which it has Email, which cannot be emptied there, is removed there.`,
  );
  expect(words([needed, email])).toBe(
    'A record that may not be sent at all, or only without a field that it has, is removed there.',
  );
  expect(words([email], { removes: false })).toBe('This app has no way to: it keeps what it got.');
});
