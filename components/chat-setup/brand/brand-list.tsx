'use client';

import { MessageCircle, Plus } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Brand } from '@/lib/chat/setup/brands';
import { BrandMark } from './brand-mark';
import { NewBrandDialog } from './new-brand-dialog';
import { brandPath, snippetPath } from './paths';

/** The widgets of the organisation. */
export function BrandList({ brands }: { brands: readonly Brand[] }) {
  const [adding, setAdding] = useState(false);
  const add = (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden="true" />
      New brand
    </Button>
  );
  return (
    <Card
      id="brands"
      title="Brands"
      description="Each is a widget with a look, words and sites of its own."
      actions={brands.length > 0 ? add : null}
      flush
    >
      {brands.length === 0 ? (
        <EmptyState
          icon={<MessageCircle />}
          title="No brand yet"
          text="Add one, choose its look, and put its snippet on your website: visitors can write to you at once."
          action={add}
        />
      ) : (
        <Table label="Brands">
          <TableHead>
            <tr>
              <TableHeader>Name</TableHeader>
              <TableHeader>Sites</TableHeader>
              <TableHeader>Pre-chat form</TableHeader>
              <TableHeader>Hours</TableHeader>
              <TableHeader>
                <span className="sr-only">Snippet</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {brands.map((brand) => (
              <BrandRow key={brand.id} brand={brand} />
            ))}
          </TableBody>
        </Table>
      )}
      {adding ? <NewBrandDialog onClose={() => setAdding(false)} /> : null}
    </Card>
  );
}

function BrandRow({ brand: { id, name, settings } }: { brand: Brand }) {
  const { origins, preChat, businessHours } = settings;
  const [first, ...more] = origins;
  return (
    <TableRow>
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
    </TableRow>
  );
}
