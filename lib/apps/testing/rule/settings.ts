/** Turns the switches and marks of an organisation, and keeps for itself what is true of them. */
import { selectModule } from '@/lib/admin/settings/compliance/select-module';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import { unmarkField } from '@/lib/admin/settings/unmark-field';
import type { Id } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { confirmHolds } from '@/lib/tools/testing/holds';
import type { TheFacts, TheField } from '../the-rule';
import { FIELDS, type Field, type Turn } from './draw';

export interface Settings {
  fields: Record<string, TheField>;
  switches: { -readonly [kind in keyof TheFacts['switches']]: TheFacts['switches'][kind] };
  hipaa: boolean;
}

/** Of an organisation with HIPAA on and nothing marked. */
export const startSettings = (): Settings => ({
  fields: Object.fromEntries(
    FIELDS.map((name) => [name, { marked: false, unmarkedUnconfirmed: false, encrypted: false }]),
  ),
  switches: { zoho: { on: false, offUnconfirmed: false }, third: { on: false, offUnconfirmed: false } },
  hipaa: true,
});

export interface Clinic {
  org: TestOrg;
  settings: Settings;
  fieldIds: Readonly<Record<string, Id>>;
}

export async function takeTurn({ org, settings, fieldIds }: Clinic, turn: Turn): Promise<void> {
  const { fields } = settings;
  const idOf = (name: Field) => fieldIds[name] as Id;
  switch (turn.do) {
    case 'mark': {
      if (!settings.hipaa) return;
      const { field, encrypt } = turn;
      await markField(org.admin, { module: 'Contacts', fieldId: idOf(field), encrypt, reason: 'Drawn' });
      const encrypted = encrypt || fields[field]?.encrypted === true;
      fields[field] = { marked: true, unmarkedUnconfirmed: false, encrypted };
      return;
    }
    case 'unmark': {
      const was = fields[turn.field] as TheField;
      await unmarkField(org.admin, { module: 'Contacts', fieldId: idOf(turn.field) });
      if (was.marked) fields[turn.field] = { ...was, marked: false, unmarkedUnconfirmed: true };
      return;
    }
    case 'switch': {
      if (!settings.hipaa) return;
      const door = turn.kind === 'zoho' ? 'zoho_app' : 'third_party';
      await setRestriction(org.admin, { door, restricted: turn.on });
      const was = settings.switches[turn.kind];
      settings.switches[turn.kind] = turn.on
        ? { on: true, offUnconfirmed: false }
        : { on: false, offUnconfirmed: was.on || was.offUnconfirmed };
      return;
    }
    case 'hipaa':
      return turnHipaa(org, settings, turn.on);
    case 'confirm':
      await confirmHolds(org);
      for (const name of FIELDS) fields[name] = { ...(fields[name] as TheField), unmarkedUnconfirmed: false };
      for (const kind of ['zoho', 'third'] as const)
        settings.switches[kind] = { ...settings.switches[kind], offUnconfirmed: false };
  }
}

/** Off, it takes every mark; on again it brings none back by itself. */
async function turnHipaa(org: TestOrg, settings: Settings, on: boolean): Promise<void> {
  if (settings.hipaa === on) return;
  const { orgName: confirmation } = await org.metadata();
  await setHipaaEnabled(org.admin, on ? { enabled: true } : { enabled: false, confirmation });
  settings.hipaa = on;
  if (on) {
    await selectModule(org.admin, { module: 'Contacts' });
    return;
  }
  for (const name of FIELDS) {
    const was = settings.fields[name] as TheField;
    if (was.marked) settings.fields[name] = { ...was, marked: false, unmarkedUnconfirmed: true };
  }
}
