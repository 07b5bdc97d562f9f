'use client';

import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { reveal } from '@/components/chat/actions';
import { Button } from '@/components/ui/button';
import type { Message } from '@/lib/chat/conversations/changes';
import type { ShownText } from '@/lib/chat/hidden';
import { LINK_ATTRIBUTES, linked } from '@/lib/chat/links';
import type { Id } from '@/lib/platform/ids';
import { kindLabel, partsOf } from './parts';
import { RevealDialog } from './reveal-dialog';
import { useShownFor } from './use-shown-for';

export interface MessageTextProps {
  conversationId: Id;
  message: Message;
  isMine: boolean;
}

/**
 * A message's text. What is hidden in it stands as tokens and is revealed with a purpose, for a minute; to the operator
 * who has the conversation it is clear from the start, and marked.
 */
export function MessageText({ conversationId, message, isMine }: MessageTextProps) {
  const [asking, setAsking] = useState(false);
  const [revealed, show, hide] = useShownFor<ShownText>();
  const parts = partsOf(revealed ?? message);
  const isHidden = message.masked && message.hidden.length > 0 && revealed === null && !isMine;
  return (
    <>
      <p dir="auto" className="whitespace-pre-wrap break-words">
        {parts.map((part) =>
          part.kind === null ? (
            <LinkedText key={part.start} text={part.text} />
          ) : (
            <mark
              key={part.start}
              title={kindLabel(part.kind)}
              className="rounded-xs border border-phi-line bg-phi-soft px-1 text-phi-text"
            >
              {isHidden ? part.text : <LinkedText text={part.text} />}
            </mark>
          ),
        )}
      </p>
      {isHidden ? (
        <Button variant="ghost" size="sm" onClick={() => setAsking(true)} className="mt-1 -ml-2">
          <ShieldCheck aria-hidden="true" />
          Reveal
        </Button>
      ) : null}
      {revealed !== null ? (
        <Button variant="ghost" size="sm" onClick={hide} className="mt-1 -ml-2">
          Hide again
        </Button>
      ) : null}
      {asking ? (
        <RevealMessage
          conversationId={conversationId}
          messageId={message.id}
          onClose={() => setAsking(false)}
          onRevealed={(shown) => {
            setAsking(false);
            show(shown);
          }}
        />
      ) : null}
    </>
  );
}

interface RevealMessageProps {
  conversationId: Id;
  messageId: Id;
  onClose: () => void;
  onRevealed: (shown: ShownText) => void;
}

function RevealMessage({ conversationId, messageId, ...dialog }: RevealMessageProps) {
  return <RevealDialog act={(why) => reveal({ conversationId, messageId, ...why })} {...dialog} />;
}

/** A text whose safe addresses are links. */
function LinkedText({ text }: { text: string }) {
  return linked(text).map(({ text: shown, href }, index) =>
    href ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text does not change
      <a key={index} href={href} title={href} {...LINK_ATTRIBUTES} className="text-accent-text underline break-all">
        {shown}
      </a>
    ) : (
      shown
    ),
  );
}
