/**
 * A mail in its two forms. Guarantees: both say the same; what a fact holds is text, never markup, a line of its own, or a
 * header; nothing is fetched when it is read. Pure.
 */
import type { MailFacts, MailTemplate } from './template';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** @param address where its link leads, whole: `https://care.example/join/1#2.abc` */
export function renderMail(template: MailTemplate, facts: MailFacts, address: string): RenderedMail {
  const clean = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, cleaned(fact)]));
  const paragraphs = [...template.paragraphs(clean)];
  return {
    subject: oneLine(template.subject(clean)),
    text: `${[...paragraphs, `${template.link}: ${address}`, SENT_BY].join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escaped(oneLine(template.subject(clean)))}</title></head>
<body style="font-family: system-ui, sans-serif; font-size: 16px; line-height: 1.5; color: #1c2530; max-width: 36em">
${paragraphs.map((one) => `<p>${escaped(one)}</p>`).join('\n')}
<p><a href="${escaped(address)}">${escaped(template.link)}</a></p>
<p style="font-size: 13px; color: #5b6673">${escaped(SENT_BY)}</p>
</body></html>
`,
  };
}

const SENT_BY = 'Sent by Careledger. It holds no health data.';

const cleaned = (fact: MailFacts[string]): MailFacts[string] => {
  if (typeof fact === 'number') return fact;
  return typeof fact === 'string' ? oneLine(fact) : fact.map(oneLine);
};

/** Without line breaks, control characters and marks that turn text around. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, 500);

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => ESCAPES[letter] ?? letter);
