'use client';

import { MessageCircle } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { cn } from '@/components/ui/cn';
import { TableCell } from '@/components/ui/table';
import type { BrandSettings } from '@/lib/chat/setup/brand-schema';
import type { Brand } from '@/lib/chat/setup/brands';
import { SetupList } from '../setup-list';
import { NewBrandDialog } from './new-brand-dialog';
import { brandPath, snippetPath } from './paths';

/** The widgets of the organisation. */
export function BrandList({ brands }: { brands: readonly Brand[] }) {
  const [adding, setAdding] = useState(false);
  return (
    <SetupList
      id="brands"
      title="Brands"
      description="Each is a widget with a look, words and sites of its own."
      addLabel="New brand"
      onAdd={() => setAdding(true)}
      empty={{
        icon: <MessageCircle />,
        title: 'No brand yet',
        text: 'Add one, choose its look, and put its snippet on your website: visitors can write to you at once.',
      }}
      rows={brands}
      columns={['Name', 'Sites', 'Pre-chat form', 'Hours']}
      lastColumn="Snippet"
      cells={(brand) => <BrandCells brand={brand} />}
    >
      {adding ? <NewBrandDialog onClose={() => setAdding(false)} /> : null}
    </SetupList>
  );
}

function BrandCells({ brand: { id, name, settings } }: { brand: Brand }) {
  const { origins, preChat, businessHours } = settings;
  const [first, ...more] = origins;
  return (
    <>
      <TableCell className="font-medium">
        <span className="flex items-center gap-2">
          <BrandMark settings={settings} />
          <Link href={brandPath(id)} className="text-accent-text hover:underline">
            {name}
          </Link>
        </span>
      </TableCell>
      <TableCell className="text-muted">
        {first === undefined ? 'None yet' : more.length === 0 ? first : `${first} and ${more.length} more`}
      </TableCell>
      <TableCell className="text-muted">{preChat.enabled ? 'On' : 'Off'}</TableCell>
      <TableCell className="text-muted">{businessHours.enabled ? businessHours.timeZone : 'Always'}</TableCell>
      <TableCell align="right">
        <Link
          href={snippetPath(id)}
          aria-label={`Snippet of ${name}`}
          className="text-accent-text text-sm hover:underline"
        >
          Snippet
        </Link>
      </TableCell>
    </>
  );
}

/** The brand's colour or picture, as a decoration beside its name. */
function BrandMark({ settings: { colour, logo }, className }: { settings: BrandSettings; className?: string }) {
  const look = cn('size-5 shrink-0 rounded-xs border border-line object-contain', className);
  // biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise
  if (logo) return <img src={logo} alt="" className={cn(look, 'bg-white')} />;
  return <span aria-hidden="true" className={look} style={{ backgroundColor: colour }} />;
}
