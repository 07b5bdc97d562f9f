/** The pages of `app/`, each with the `access.ts` beside it. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PageAccess } from '@/lib/ways-in/http/page-access';
import { pageFiles } from './non-interference/app-files';

export type Page = PageAccess & {
  /** From `app/`: `(app)/notices/page.tsx`. */
  file: string;
};

/** All of them, in the order of their files. @throws if one has no `access.ts`, or one that exports no `access` */
export function readPages(): Promise<Page[]> {
  return Promise.all(
    pageFiles().map(async (file) => {
      const beside = resolve('app', file.replace(/page\.tsx$/, 'access.ts'));
      const { access } = (await import(/* @vite-ignore */ pathToFileURL(beside).href)) as { access?: PageAccess };
      if (!access) throw new Error(`${beside} exports no access.`);
      return { ...access, file };
    }),
  );
}

/** The addresses that the file of a page serves: `/m/[module]/new` is any module's. */
export function isAddressOf(file: string, address: string): boolean {
  const parts = file.split('/').filter((part) => !/^\(.*\)$|^page\.tsx$/.test(part));
  const own = new URL(address, 'http://localhost').pathname.split('/').filter((part) => part !== '');
  return own.length === parts.length && parts.every((part, n) => part.startsWith('[') || part === own[n]);
}
