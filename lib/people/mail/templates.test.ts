/** Every template with every fact it takes. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderMail } from './render';
import type { MailFacts } from './template';
import { TEMPLATES } from './templates';

const ADDRESS = 'https://care.example/join/1#2.abc';
const ODD = 'Zq<b>&"\'\r\nBcc: all@example.org\u202e';

/** Each fact a text that shows where it stands. */
const factsOf = (takes: readonly string[], odd = ''): MailFacts =>
  Object.fromEntries(takes.map((name) => [name, name === 'lines' ? [`Zq${name}${odd}`] : `Zq${name}${odd}`]));

test('a file is a template, and each is known', () => {
  expect(readdirSync('lib/people/mail/templates').length).toBe(Object.keys(TEMPLATES).length);
});

describe.each(Object.entries(TEMPLATES))('%s', (_, template) => {
  test('says in both forms what it was given, and where its link leads', () => {
    const { subject, text, html } = renderMail(template, factsOf(template.takes), ADDRESS);
    for (const name of template.takes.filter((one) => one !== 'more')) {
      expect(`${subject} ${text}`).toContain(`Zq${name}`);
      expect(`${subject} ${html}`).toContain(`Zq${name}`);
    }
    expect(text).toContain(ADDRESS);
    expect(html).toContain(`href="${ADDRESS}"`);
    expect(subject.length).toBeGreaterThan(5);
  });

  test('takes a fact for a text: no markup, no line of a header, no text that turns around', () => {
    const { subject, text, html } = renderMail(template, factsOf(template.takes, ODD), ADDRESS);
    expect(subject).not.toMatch(/[\r\n\u202e]/);
    expect(html).not.toContain('<b>');
    expect(text).not.toMatch(/^Bcc:/m);
    expect(`${text}${html}`).not.toContain('\u202e');
  });

  test('fetches nothing when it is read', () => {
    const { html } = renderMail(template, factsOf(template.takes), ADDRESS);
    expect(html).not.toMatch(/<(img|link|script|iframe)|src=|url\(/);
  });

  test('takes no fact that could be a value of a record', () => {
    const known = ['organisation', 'by', 'name', 'device', 'at', 'lines', 'more'];
    expect(template.takes.filter((name) => !known.includes(name))).toEqual([]);
  });
});
