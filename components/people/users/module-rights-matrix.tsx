'use client';

import { checkboxClass } from '@/components/ui/checkbox';
import { Switch } from '@/components/ui/switch';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { MODULE_RIGHTS, type ModuleRight, type ProfileRights } from '@/lib/people/rights';
import { MODULE_RIGHT_WORDS } from './right-words';

export interface MatrixModule {
  apiName: string;
  plural: string;
}

export interface ModuleRightsMatrixProps {
  modules: readonly MatrixModule[];
  rights: ProfileRights;
  /** Null only shows them. */
  onChange: ((rights: ProfileRights) => void) | null;
}

/** Rights by module. A module follows "every other module" until it is given rights of its own. */
export function ModuleRightsMatrix({ modules, rights, onChange }: ModuleRightsMatrixProps) {
  const setOwn = (apiName: string, own: readonly ModuleRight[] | null) => {
    const { [apiName]: _, ...others } = rights.modules;
    onChange?.({ ...rights, modules: own === null ? others : { ...others, [apiName]: own } });
  };
  return (
    <Table label="Rights by module">
      <TableHead>
        <tr>
          <TableHeader>Module</TableHeader>
          <TableHeader>Own rights</TableHeader>
          {MODULE_RIGHTS.map((right) => (
            <TableHeader key={right} align="center">
              {MODULE_RIGHT_WORDS[right]}
            </TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        <RightsRow
          label="Every other module"
          granted={rights.everyModule}
          onChange={onChange ? (everyModule) => onChange({ ...rights, everyModule }) : null}
        />
        {modules.map(({ apiName, plural }) => {
          const own = rights.modules[apiName];
          return (
            <RightsRow
              key={apiName}
              label={plural}
              granted={own ?? rights.everyModule}
              onChange={onChange && own ? (changed) => setOwn(apiName, changed) : null}
              own={{
                on: own !== undefined,
                onChange: onChange ? (on) => setOwn(apiName, on ? rights.everyModule : null) : null,
              }}
            />
          );
        })}
      </TableBody>
    </Table>
  );
}

interface RightsRowProps {
  label: string;
  granted: readonly ModuleRight[];
  onChange: ((granted: ModuleRight[]) => void) | null;
  own?: { on: boolean; onChange: ((on: boolean) => void) | null };
}

function RightsRow({ label, granted, onChange, own }: RightsRowProps) {
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap font-medium">{label}</TableCell>
      <TableCell>
        {own ? (
          <Switch
            aria-label={`Own rights in ${label}`}
            checked={own.on}
            disabled={own.onChange === null}
            onCheckedChange={(on) => own.onChange?.(on)}
          />
        ) : null}
      </TableCell>
      {MODULE_RIGHTS.map((right) => (
        <TableCell key={right} align="center">
          <input
            type="checkbox"
            className={checkboxClass}
            aria-label={`${MODULE_RIGHT_WORDS[right]} ${label}`}
            checked={granted.includes(right)}
            disabled={onChange === null}
            onChange={(event) => onChange?.(toggled(granted, right, event.currentTarget.checked))}
          />
        </TableCell>
      ))}
    </TableRow>
  );
}

/** In the order of `MODULE_RIGHTS`. Without viewing nothing else is possible, so it goes with everything. */
function toggled(granted: readonly ModuleRight[], right: ModuleRight, checked: boolean): ModuleRight[] {
  if (right === 'view' && !checked) return [];
  const now = new Set(granted);
  if (checked) now.add(right).add('view');
  else now.delete(right);
  return MODULE_RIGHTS.filter((other) => now.has(other));
}
