'use client';

import { PrintButton } from '@/components/crm/print/print-button';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { MadeKit } from '@/lib/people/users/offline-kit/make';

/** The one time the cards are shown: a page of paper each, black on white in dark mode too. */
export function CardSheets({ kit, onDone }: { kit: MadeKit; onDone: () => void }) {
  const { cards, needed, waits } = kit;
  return (
    <section aria-label="Cards of the kit">
      <div className="mb-4 flex flex-col gap-3 print:hidden">
        <Callout tone="warning" title="The cards are shown only now">
          Print them, one sheet for each person who is to keep one. Nobody should have {needed} of them. Do not keep
          them as a file, nor a picture.
          {waits ? ' The kit opens nothing before a second person has confirmed it, under Setup > Approvals.' : ''}
        </Callout>
        <div className="flex flex-wrap gap-2">
          <PrintButton />
          <Button onClick={onDone}>I have them on paper</Button>
        </div>
      </div>
      <ol className="flex flex-col gap-6">
        {cards.map((card, n) => (
          <li key={card.code} className="break-inside-avoid break-after-page last:break-after-auto">
            <Sheet kit={kit} number={n + 1} card={card} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface SheetProps {
  kit: MadeKit;
  number: number;
  card: MadeKit['cards'][number];
}

function Sheet({ kit: { id, organisation, needed, cards, madeAt }, number, card: { code, qrCode } }: SheetProps) {
  return (
    <article className="rounded-md border border-black bg-white p-6 text-black">
      <h2 className="font-semibold text-lg">
        {organisation}: offline kit, card {number} of {cards.length}
      </h2>
      <p className="mt-1 text-sm">
        Kit {id}, made on {madeAt.slice(0, 10)}. Any {needed} of its {cards.length} cards sign in an administrator of
        Careledger once, while the identity provider is down.
      </p>
      <div className="mt-4 flex flex-wrap items-center gap-6">
        <figure aria-label={`Code of card ${number}`}>
          <p className="max-w-72 select-all break-words font-mono text-xl leading-8">{code.replaceAll('-', ' ')}</p>
        </figure>
        <svg
          role="img"
          aria-label={`QR code of card ${number}`}
          viewBox={`0 0 ${qrCode.size} ${qrCode.size}`}
          className="size-40"
          shapeRendering="crispEdges"
        >
          <path d={qrCode.path} fill="#000" />
        </svg>
      </div>
      <p className="mt-4 text-sm">
        Keep it where you keep a key of the house, and away from the other cards. At the sign-in page choose “Sign in is
        not possible?”, and type this card and the others. If it is lost, or somebody else has seen it, tell an
        administrator: they withdraw the kit and make another.
      </p>
    </article>
  );
}
