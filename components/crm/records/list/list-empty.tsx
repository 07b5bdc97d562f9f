'use client';

import { Inbox, Plus, SearchX, Upload } from 'lucide-react';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';

export interface ListEmptyProps {
  module: { apiName: string; singular: string; plural: string };
  /** A search or filters are on. */
  narrowed: boolean;
  creatable: boolean;
  importable: boolean;
  onClear: () => void;
}

export function ListEmpty({ module, narrowed, creatable, importable, onClear }: ListEmptyProps) {
  if (narrowed) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="Nothing matches"
        text={`No ${module.plural.toLowerCase()} match this search and these filters. Protected fields match only by their whole value.`}
        action={<Button onClick={onClear}>Clear search and filters</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={<Inbox />}
      title={`No ${module.plural.toLowerCase()} yet`}
      text={creatable ? 'Add the first one, or bring in a file.' : 'Nobody has added any.'}
      action={
        <>
          {creatable ? (
            <Link href={`/m/${module.apiName}/new`} className={buttonClass('primary')}>
              <Plus aria-hidden="true" />
              New {module.singular.toLowerCase()}
            </Link>
          ) : null}
          {importable ? (
            <Link href={`/m/${module.apiName}/import`} className={buttonClass()}>
              <Upload aria-hidden="true" />
              Import
            </Link>
          ) : null}
        </>
      }
    />
  );
}
