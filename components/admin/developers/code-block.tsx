'use client';

import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';

export interface CodeBlockProps {
  /** What it is, for the copy button's name. */
  label: string;
  code: string;
  className?: string;
}

const SHOWN_MS = 1500;

/** Text to copy. It scrolls in itself, also by keyboard. */
export function CodeBlock({ label, code, className }: CodeBlockProps) {
  const [copied, setCopied] = useState(false);
  async function copy() {
    // Not there over plain http: then the text can be selected.
    await navigator.clipboard?.writeText(code);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  }
  return (
    <div className={cn('relative min-w-0 rounded-sm border border-line bg-sunken', className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label={label} className="max-h-96 overflow-auto p-3 pr-12">
        <pre className="font-mono text-fg text-xs leading-5">{code}</pre>
      </section>
      <Button
        variant="ghost"
        size="icon-sm"
        className="absolute top-1.5 right-1.5"
        aria-label={copied ? 'Copied' : `Copy ${label}`}
        onClick={copy}
      >
        {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      </Button>
    </div>
  );
}
