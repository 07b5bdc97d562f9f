'use client';

import { FileCheck } from 'lucide-react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { useAction } from '@/components/ui/use-action';
import type { EntryProof as Proof } from '@/lib/admin/audit/proof';
import { showProof } from './actions';

/** Where an entry stands in the signed tree, with the proof of it, when somebody asks. */
export function EntryProof({ id }: { id: string }) {
  const show = useAction(showProof);
  const { data } = show.result;
  return (
    <>
      <ActionError of={show} />
      {data ? (
        <Shown {...data} id={id} />
      ) : (
        <div>
          <Button size="sm" pending={show.isPending} onClick={() => show.execute({ id })}>
            <FileCheck aria-hidden="true" />
            Show proof
          </Button>
        </div>
      )}
    </>
  );
}

function Shown({ canonical, leafHash, leaf, id }: Proof & { id: string }) {
  return (
    <div className="flex flex-col gap-2 text-sm">
      <p>
        {leaf
          ? `Leaf ${leaf.index.toLocaleString('en-US')} of the signed tree of ${leaf.size.toLocaleString('en-US')} entries.`
          : 'It waits for its place in the signed tree, which the worker gives it.'}
      </p>
      {canonical === null ? (
        <Text label="Its body has expired. The leaf hash that was made of it" text={leafHash} />
      ) : (
        <Text label="The entry, as its leaf is made of it" text={canonical} />
      )}
      {leaf ? <Text label="Proof (C2SP tlog-proof)" text={leaf.proof} /> : null}
      {leaf ? (
        <a
          className="text-accent underline"
          download={`entry-${id}.tlog-proof`}
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(leaf.proof)}`}
        >
          Download the proof
        </a>
      ) : null}
    </div>
  );
}

function Text({ label, text }: { label: string; text: string }) {
  return (
    <figure>
      <figcaption className="text-muted">{label}</figcaption>
      <pre className="mt-1 max-h-48 overflow-auto whitespace-pre-wrap break-all rounded-sm border border-line bg-surface p-2 font-mono text-xs">
        {text}
      </pre>
    </figure>
  );
}
