'use client';

import { Combine, Plus, Printer, ShieldCheck, Upload } from 'lucide-react';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { ExportButton } from '@/components/crm/exports/export-button';
import type { ExportedView } from '@/components/crm/exports/request-for';
import { Badge } from '@/components/ui/badge';
import { buttonClass } from '@/components/ui/button-class';
import { PageHeader } from '@/components/ui/page-header';
import type { SavedView } from '@/lib/crm/views/queries';
import type { ListModule, ListRights } from './list-module';
import { isPrivate, type PrivateQuery } from './private-memory';
import { ViewMenu, type ViewMenuProps } from './view-menu';

export interface ListHeaderProps {
  module: ListModule;
  may: ListRights;
  views: readonly SavedView[];
  view: SavedView | null;
  /** What is on screen and in the address. */
  shown: ViewMenuProps['current'];
  modified: boolean;
  /** What is on screen and not in the address. */
  search: PrivateQuery;
  selected: readonly string[];
  /** What an export of the list as it is holds. */
  exported: ExportedView;
  onChooseView: (id: string | null) => void;
}

export function ListHeader(props: ListHeaderProps) {
  const { module, may, views, view, shown, modified, search, selected, onChooseView } = props;
  const href = `/m/${module.apiName}`;
  return (
    <PageHeader
      title={module.plural}
      adornment={
        <>
          <ViewMenu
            module={module}
            views={views}
            view={view}
            current={shown}
            modified={modified}
            mayShare={may.shareViews}
            hasPrivate={isPrivate(search)}
            onChoose={onChooseView}
          />
          {module.hipaa ? (
            <Badge tone="phi" icon={<ShieldCheck aria-hidden="true" />}>
              <span className="max-sm:sr-only">Holds health data</span>
              <span aria-hidden="true" className="sm:hidden">
                Health data
              </span>
            </Badge>
          ) : null}
        </>
      }
      actions={
        <>
          {may.import ? (
            <Link href={`${href}/import`} className={buttonClass()}>
              <Upload aria-hidden="true" />
              <span className="max-sm:sr-only">Import</span>
            </Link>
          ) : null}
          {may.edit && may.delete ? (
            <Link href={`${href}/duplicates`} className={buttonClass()}>
              <Combine aria-hidden="true" />
              <span className="max-sm:sr-only">Duplicates</span>
            </Link>
          ) : null}
          {may.export && !isPrivate(search) ? <PrintLink href={`${href}/print`} /> : null}
          {may.export ? <ExportButton module={module} view={props.exported} views={views} selected={selected} /> : null}
          {may.create ? (
            <Link href={`${href}/new`} className={buttonClass('primary')}>
              <Plus aria-hidden="true" />
              New {module.singular.toLowerCase()}
            </Link>
          ) : null}
        </>
      }
    />
  );
}

/** The list as its address has it. Not a `Link`: what prints is an event, and a link may be fetched before it is followed. */
function PrintLink({ href }: { href: string }) {
  const params = useSearchParams();
  return (
    <a href={`${href}?${params}`} target="_blank" rel="noopener" className={buttonClass()}>
      <Printer aria-hidden="true" />
      <span className="max-sm:sr-only">Print</span>
    </a>
  );
}
