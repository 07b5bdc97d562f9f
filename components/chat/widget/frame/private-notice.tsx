/** @jsxImportSource preact */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Span } from '@/lib/protection/compliance/phi-text/span';
import { warnsOf } from '@/lib/protection/compliance/phi-text/warns';
import { Icon } from './icons';
import { fill, type Texts } from './texts';
import { useWidget } from './use-widget';

export interface Warning {
  spans: readonly Span[];
  shown: boolean;
  /** Sending was tried before the visitor chose: the notice takes the keyboard. */
  urgent: boolean;
  /** Whether the visitor has to choose first. */
  asks(): boolean;
  /** The visitor chose for this text. */
  settle(): void;
}

/** Looks at what is being typed for numbers that are better sent sealed. What was found is asked about once. */
export function useWarning(text: string): Warning {
  const spans = useMemo(() => warnsOf(text.trim()), [text]);
  const found = spans.map(({ start, end }) => text.trim().slice(start, end)).join('\n');
  const settled = useRef('');
  const [urgent, setUrgent] = useState(false);
  const [, redraw] = useState(0);
  const shown = found !== '' && settled.current !== found;
  useEffect(() => {
    if (!shown) setUrgent(false);
  }, [shown]);
  return {
    spans,
    shown,
    urgent,
    asks() {
      const due = found !== '' && settled.current !== found;
      setUrgent(due);
      return due;
    },
    settle() {
      settled.current = found;
      redraw((count) => count + 1);
    },
  };
}

interface NoticeProps {
  warning: Warning;
  onSend(sealed: boolean): void;
  onEdit(): void;
}

export function PrivateNotice({ warning, onSend, onEdit }: NoticeProps) {
  const { t } = useWidget();
  const first = useRef<HTMLButtonElement>(null);
  const { shown, urgent } = warning;
  useEffect(() => {
    if (shown) first.current?.scrollIntoView({ block: 'nearest' });
    if (shown && urgent) first.current?.focus();
  }, [shown, urgent]);
  const send = (sealed: boolean) => () => {
    warning.settle();
    onSend(sealed);
  };
  const kinds = [...new Set(warning.spans.map(({ kind }) => kindText(kind, t)))].join(', ');
  return (
    <div role="status">
      {shown && (
        <div class="private">
          <p>
            <Icon name="lock" size={16} /> <strong>{fill(t.looksLike, { kinds })}</strong> {t.sealHint}
          </p>
          <div class="row">
            <button ref={first} type="button" class="primary small" onClick={send(true)}>
              {t.seal}
            </button>
            <button type="button" class="plain" onClick={send(false)}>
              {t.asIs}
            </button>
            <button type="button" class="plain" onClick={onEdit}>
              {t.edit}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}

const KINDS = ['ssn', 'card', 'mbi', 'mrn', 'member'] as const;
export const isPrivate = (kind: string): kind is (typeof KINDS)[number] => KINDS.some((one) => one === kind);
export const kindText = (kind: string, t: Texts): string => (isPrivate(kind) ? t[kind] : t.private);
