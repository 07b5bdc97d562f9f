'use client';

import { type ReactNode, useState } from 'react';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ReferenceCall } from '@/lib/ways-in/api/reference';
import { CodeBlock } from './code-block';
import { Samples } from './samples';
import { TryCall } from './try-call';

const TONES: Record<string, BadgeTone> = { GET: 'accent', POST: 'success', DELETE: 'danger' };

/** One call: closed it is a line, open it tells all and can be tried. */
export function CallView({ call }: { call: ReferenceCall }) {
  const [open, setOpen] = useState(false);
  return (
    <details id={call.id} onToggle={(event) => setOpen(event.currentTarget.open)} className="group scroll-mt-4">
      <summary className="flex min-h-11 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 hover:bg-hover">
        <span className="w-16 shrink-0">
          <Badge tone={TONES[call.method] ?? 'warning'}>{call.method}</Badge>
        </span>
        <code className="break-all font-mono text-fg text-xs">{call.path}</code>
        <span className="text-muted text-sm">{call.summary}</span>
      </summary>
      {open ? <Opened call={call} /> : null}
    </details>
  );
}

function Opened({ call }: { call: ReferenceCall }) {
  const [trying, setTrying] = useState(false);
  return (
    <div className="flex flex-col gap-5 border-line border-t bg-canvas px-4 py-4">
      {call.description ? <p className="text-fg text-sm">{call.description}</p> : null}
      <p className="text-muted text-sm">
        {call.scopes.length === 0 ? 'Needs no token.' : 'Scope: '}
        {call.scopes.map((scope, n) => (
          <span key={scope}>
            {n > 0 ? ' or ' : ''}
            <code className="font-mono text-fg text-xs">{scope}</code>
          </span>
        ))}
      </p>
      {call.parameters.length > 0 ? <Parameters call={call} /> : null}
      {call.body ? (
        <Part title="Body">
          <p className="text-muted text-xs">{call.body.type}</p>
          <CodeBlock label="the body's shape" code={call.body.sketch} />
        </Part>
      ) : null}
      <Part title="Answers">
        <Answers call={call} />
      </Part>
      <Part title="Samples">
        <Samples label={`Samples of ${call.summary}`} samples={call.samples} />
      </Part>
      <Part title="Try it">
        {trying ? (
          <TryCall call={call} />
        ) : (
          <Button className="self-start" onClick={() => setTrying(true)}>
            Fill in and send
          </Button>
        )}
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-2">
      <h3 className="font-semibold text-fg text-sm">{title}</h3>
      {children}
    </section>
  );
}

function Parameters({ call }: { call: ReferenceCall }) {
  return (
    <Part title="Parameters">
      <Table label={`Parameters of ${call.summary}`}>
        <TableHead>
          <TableRow>
            <TableHeader>Name</TableHeader>
            <TableHeader>In</TableHeader>
            <TableHeader>Type</TableHeader>
            <TableHeader>About</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {call.parameters.map((one) => (
            <TableRow key={one.name}>
              <TableCell>
                <code className="font-mono text-xs">{one.name}</code>
                {one.required ? <span className="text-danger-text text-xs"> required</span> : null}
              </TableCell>
              <TableCell>{one.in}</TableCell>
              <TableCell>{one.type}</TableCell>
              <TableCell>{one.description}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Part>
  );
}

function Answers({ call }: { call: ReferenceCall }) {
  return (
    <ul className="flex flex-col gap-1">
      {call.answers.map(({ status, description, sketch }) => (
        <li key={status}>
          {sketch ? (
            <details>
              <summary className="cursor-pointer text-fg text-sm">
                <b className="font-medium">{status}</b> {description}
              </summary>
              <CodeBlock label={`the shape of answer ${status}`} code={sketch} className="mt-1" />
            </details>
          ) : (
            <p className="text-fg text-sm">
              <b className="font-medium">{status}</b> {description}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}
