/** The parts of a page that stands alone: no script, nothing loaded from anywhere. Every text is escaped. Pure. */
import { escapeXml } from '../xlsx/cell';

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1b1d22;background:#fff}
h1{font-size:1.5rem;margin:0}h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid #c9ccd3}
h3{font-size:1rem;margin:1.5rem 0 .5rem}h4{font-size:.9rem;margin:1rem 0 .25rem;color:#4b505b}
p{margin:.25rem 0;color:#4b505b}dl{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;gap:.25rem 1rem;margin:0}
dt{color:#4b505b}dd{margin:0}dd,td{white-space:pre-wrap;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #e3e5ea}
.phi{font-size:.75rem;color:#7a2e6b}@media print{body{margin:0;max-width:none}h2{break-after:avoid}tr,dd{break-inside:avoid}}`;

export function head(title: string, orgName: string, madeAt: string): string {
  const safe = escapeXml(title);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${safe}</title><style>${STYLE}</style></head><body><main><h1>${safe}</h1>
<p>Everything that ${escapeXml(orgName)} keeps in this record, made ${escapeXml(madeAt)} at the request of the person it is about (45 CFR 164.524).</p>
<p>It holds personal health data. Keep it as you keep such data.</p>
`;
}

/** Said first where a part of the record cannot be told. */
export const unopened = (): string =>
  `<p><strong>The encrypted values of this record do not open: they were changed outside Careledger. They are not in this file; ask again once they are restored.</strong></p>\n`;

export const foot = (): string => '</main></body></html>\n';

/** Of a heading. */
export type Level = 2 | 3 | 4;

/** A section that others stand in: give `closed` behind them. */
export const opened = (title: string, level: Level): string => `<section><h${level}>${escapeXml(title)}</h${level}>`;
export const closed = '</section>\n';

export const paragraph = (text: string): string => `<p>${escapeXml(text)}</p>`;

export const section = (title: string, content: string): string =>
  `<section><h2>${escapeXml(title)}</h2>${content}</section>\n`;

/** Label, text, and whether it is personal health data. */
export function definitions(items: readonly (readonly [string, string, boolean])[]): string {
  const rows = items.map(([label, text, marked]) => {
    const mark = marked ? ' <span class="phi">health data</span>' : '';
    return `<dt>${escapeXml(label)}${mark}</dt><dd>${escapeXml(text) || '—'}</dd>`;
  });
  return `<dl>${rows.join('')}</dl>`;
}

export const cell = (text: string): string => `<td>${escapeXml(text)}</td>`;

/** A table as its rows come; their cells are made by `cell`. */
export async function* tableSection(
  title: string,
  header: readonly string[],
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>,
  level: Level = 2,
): AsyncGenerator<string> {
  const heads = header.map((label) => `<th scope="col">${escapeXml(label)}</th>`).join('');
  yield opened(title, level);
  let any = false;
  for await (const cells of rows) {
    if (!any) yield `<table><thead><tr>${heads}</tr></thead><tbody>`;
    any = true;
    yield `<tr>${cells.join('')}</tr>`;
  }
  yield `${any ? '</tbody></table>' : '<p>None.</p>'}</section>\n`;
}
