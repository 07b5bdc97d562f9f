/** The scope picker's table: what each row stands for, and the way from and to scopes as they are stored. Pure. */
import { ACTS, type Act, spelled } from '@/lib/admin/api-clients/scopes';

export interface ScopeRow {
  label: string;
  /** The scope without its act. */
  prefix: string;
  acts: readonly Act[];
}

export interface PickableModule {
  apiName: string;
  plural: string;
}

export const EVERY_MODULE = 'ZohoCRM.modules';

export function moduleRows(modules: readonly PickableModule[]): ScopeRow[] {
  const parts = [...modules, { apiName: 'Notes', plural: 'Notes' }, { apiName: 'Attachments', plural: 'Attachments' }];
  return [
    { label: 'Every module', prefix: EVERY_MODULE, acts: ACTS },
    ...parts.map(({ apiName, plural }) => ({ label: plural, prefix: `${EVERY_MODULE}.${apiName}`, acts: ACTS })),
  ];
}

export const OTHER_ROWS: readonly ScopeRow[] = [
  { label: 'Modules, fields and layouts', prefix: 'ZohoCRM.settings', acts: ['READ'] },
  { label: 'Audit log exports', prefix: 'ZohoCRM.settings.audit_logs', acts: ['READ', 'CREATE'] },
  { label: 'Organisation', prefix: 'ZohoCRM.org', acts: ['READ'] },
  { label: 'Users', prefix: 'ZohoCRM.users', acts: ['READ'] },
  { label: 'COQL queries', prefix: 'ZohoCRM.coql', acts: ['READ'] },
  { label: 'Bulk read and write', prefix: 'ZohoCRM.bulk', acts: ['READ', 'CREATE'] },
  { label: 'Search in all modules', prefix: 'ZohoSearch.securesearch', acts: ['READ'] },
  { label: 'Live chat conversations', prefix: 'SalesIQ.conversations', acts: ['READ', 'UPDATE', 'DELETE'] },
  { label: 'Live chat visitors', prefix: 'SalesIQ.visitors', acts: ['UPDATE'] },
];

export interface PickedScopes {
  /** One for each box that is ticked: `ZohoCRM.modules.Contacts.READ`. */
  ticked: ReadonlySet<string>;
  /** What the table has no boxes for. */
  others: string[];
}

const STANDS_FOR: Record<string, readonly Act[]> = { ALL: ACTS, WRITE: ['CREATE', 'UPDATE'] };

/** Takes stored scopes apart into boxes. One that the boxes cannot say whole stays as it is. */
export function pickedOf(scopes: readonly string[], rows: readonly ScopeRow[]): PickedScopes {
  const ticked = new Set<string>();
  const others: string[] = [];
  for (const scope of scopes) {
    const dot = scope.lastIndexOf('.');
    const word = scope.slice(dot + 1);
    const row = rows.find(({ prefix }) => prefix.toLowerCase() === scope.slice(0, dot).toLowerCase());
    const acts = STANDS_FOR[word] ?? ACTS.filter((act) => act === word);
    if (!row || acts.length === 0 || !acts.every((act) => row.acts.includes(act))) others.push(scope);
    else for (const act of acts) ticked.add(`${row.prefix}.${act}`);
  }
  return { ticked, others };
}

/** Puts boxes together again: all four of a row are `ALL`. */
export function scopesOf({ ticked, others }: PickedScopes, rows: readonly ScopeRow[]): string[] {
  const picked = rows.flatMap(({ prefix, acts }) => {
    const chosen = acts.filter((act) => ticked.has(`${prefix}.${act}`));
    return chosen.length === ACTS.length ? [`${prefix}.ALL`] : chosen.map((act) => `${prefix}.${act}`);
  });
  return [...new Set([...picked, ...others.map(spelled)])];
}

const MOST_SHOWN = 3;

/** For a cell of the list: `modules.ALL, coql.READ and 2 more`. */
export function scopesInWords(scopes: readonly string[]): string {
  if (scopes.length === 0) return 'None: it may do nothing';
  const shown = scopes.slice(0, MOST_SHOWN).map((scope) => scope.replace(/^(?:Zoho\w+|SalesIQ)\./, ''));
  const more = scopes.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
