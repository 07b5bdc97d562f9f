'use client';

import { Badge } from '@/components/ui/badge';
import { DescriptionList } from '@/components/ui/description-list';
import { CodeBlock } from './code-block';

export interface Answer {
  status: number;
  durationMs: number;
  headers: { name: string; value: string }[];
  /** Text of the body; of what is no text, its size only. */
  body: string;
}

const OF_NOTE = [
  'content-type',
  'x-request-id',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'retry-after',
  'idempotent-replayed',
  'content-disposition',
];

export async function readAnswer(response: Response, startedMs: number): Promise<Answer> {
  const blob = await response.blob();
  const type = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    durationMs: Math.round(performance.now() - startedMs),
    headers: OF_NOTE.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [{ name, value }];
    }),
    body: await textOf(blob, type),
  };
}

async function textOf(blob: Blob, type: string): Promise<string> {
  if (blob.size === 0) return '(no body)';
  if (type.includes('json')) return JSON.stringify(JSON.parse(await blob.text()), null, 2);
  if (type.startsWith('text/')) return blob.text();
  return `(${blob.size} bytes of ${type || 'an unknown type'})`;
}

export function AnswerView({ answer: { status, durationMs, headers, body } }: { answer: Answer }) {
  const tone = status < 300 ? 'success' : status < 400 ? 'accent' : 'danger';
  return (
    <section aria-label="Answer" aria-live="polite" className="flex flex-col gap-3 border-line border-t pt-3">
      <p className="flex items-center gap-2 text-muted text-sm">
        <Badge tone={tone}>{`Status ${status}`}</Badge>
        {`${durationMs} ms`}
      </p>
      <DescriptionList items={headers.map(({ name, value }) => ({ term: name, value }))} columns={2} />
      <CodeBlock label="the answer's body" code={body} />
    </section>
  );
}
