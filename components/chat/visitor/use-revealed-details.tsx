import { ShieldCheck } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { revealDetails } from '@/components/chat/actions';
import { RevealDialog } from '@/components/chat/conversation/reveal-dialog';
import { useShownFor } from '@/components/chat/conversation/use-shown-for';
import { Button } from '@/components/ui/button';
import type { ConversationView } from '@/lib/chat/conversations/get';
import type { VisitorDetails } from '@/lib/chat/details';

/** The details with what is hidden in them, for a minute, once a purpose is given; and what stands above them until then. */
export function useRevealedDetails({ id: conversationId, isDetailHidden }: ConversationView): {
  details: VisitorDetails | null;
  notice: ReactNode;
} {
  const [asking, setAsking] = useState(false);
  const [details, show, hide] = useShownFor<VisitorDetails>();
  if (!isDetailHidden) return { details: null, notice: null };
  const notice = (
    <div className="flex items-center gap-2 px-4 py-2 text-muted text-xs">
      <p className="flex-1">{details ? 'Shown for a minute.' : 'Parts are hidden.'}</p>
      <Button variant="ghost" size="sm" onClick={details ? hide : () => setAsking(true)}>
        <ShieldCheck aria-hidden="true" />
        {details ? 'Hide details again' : 'Reveal details'}
      </Button>
      {asking ? (
        <RevealDialog
          act={(why) => revealDetails({ conversationId, ...why })}
          onClose={() => setAsking(false)}
          onRevealed={(shown) => {
            setAsking(false);
            show(shown);
          }}
        />
      ) : null}
    </div>
  );
  return { details, notice };
}
