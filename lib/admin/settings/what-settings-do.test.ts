/** No setting is there for show: code acts by it, or the screen says that nothing does yet. */
import { existsSync, readFileSync } from 'node:fs';
import { getTableColumns } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { optionsSchema } from '@/lib/admin/customization/schemas';
import { brandSettingsSchema } from '@/lib/chat/setup/brand-schema';
import { chatSettingsSchema } from '@/lib/chat/setup/settings-schema';
import { secondPersonSchema } from '@/lib/people/approvals/setting-schema';
import { dormantRuleSchema } from '@/lib/people/auth/dormant-rule';
import { sessionPolicySchema } from '@/lib/people/auth/session-policy';
import { MODULE_RIGHTS, ORG_RIGHTS } from '@/lib/people/rights';
import { apiClients } from '@/lib/platform/db/schema/api-clients';
import { complianceSettings } from '@/lib/platform/db/schema/compliance';
import { fields, modules } from '@/lib/platform/db/schema/modules';
import { users } from '@/lib/platform/db/schema/users';
import { SWITCH_OF } from '@/lib/protection/compliance/doors';
import { termsSchema } from '@/lib/protection/ledger/retention/kinds';
import { SETTINGS } from './schemas';

type Readers = Readonly<Record<string, string>>;

/** The parts of a row that no person sets: keys, secrets, times, bookkeeping. */
const BOOKKEEPING = new Set(
  `orgId id moduleId apiName type custom indexSlot deletedAt createdAt updatedAt lastSignInAt position unsealedReason secretHash
  passwordHash dormantWarnedAt revokedAt acceptedAt madeBy askedBy secretDue heldBy settingHolds removedMarks budgetRaises everySealed`.split(
    /\s+/,
  ),
);
const columnsOf = (table: Parameters<typeof getTableColumns>[0]) =>
  Object.keys(getTableColumns(table)).filter((name) => !BOOKKEEPING.has(name));

const all = (names: readonly string[], file: string): Readers => Object.fromEntries(names.map((name) => [name, file]));

/** Where it is set → each of its settings → the file that acts by it. */
const ACTED_BY: Readonly<Record<string, readonly [readonly string[], Readers]>> = {
  'Setup > Security, sessions': [
    Object.keys(sessionPolicySchema.shape),
    all(['idleMinutes', 'longestHours'], 'lib/people/auth/session-policy.ts'),
  ],
  'Setup > Security, second person': [
    Object.keys(secondPersonSchema.shape),
    { required: 'lib/people/approvals/second-person.ts' },
  ],
  'Setup > Security, dormant accounts': [
    Object.keys(dormantRuleSchema.shape),
    all(['warnDays', 'deactivateDays'], 'lib/people/auth/dormant-rule.ts'),
  ],
  'Setup > Audit log retention': [
    Object.keys(termsSchema.shape),
    // In PostgreSQL: `app.ledger_terms`.
    all(Object.keys(termsSchema.shape), 'drizzle/0111_terms_a_day_later.sql'),
  ],
  'Setup > Compliance settings': [
    columnsOf(complianceSettings),
    {
      // By the door that each is the switch of.
      ...all(Object.values(SWITCH_OF), 'lib/protection/compliance/policy.ts#SWITCH_OF'),
      hipaaEnabled: 'lib/admin/settings/compliance/enabled.ts',
      holdHours: 'lib/admin/settings/compliance/take-away.ts',
      budgets: 'lib/protection/disclose/budget.ts',
    },
  ],
  'Setup > Live chat, settings': [
    Object.keys(chatSettingsSchema.shape),
    {
      routing: 'lib/chat/conversations/route.ts',
      offerSeconds: 'lib/chat/conversations/start.ts',
      ...all(['missedAfterSeconds', 'idleMinutes', 'retentionDays'], 'lib/chat/conversations/settle.ts'),
      visitorDays: 'lib/chat/visitors/known.ts',
      ownTexts: 'lib/chat/mask.ts',
      ...all(['maxFileMegabytes', 'fileTypes'], 'lib/chat/files/attach.ts'),
      wordSearch: 'lib/chat/messages/words.ts',
    },
  ],
  'Setup > Live chat, brands': [
    Object.keys(brandSettingsSchema.shape),
    {
      ...all(
        ['colour', 'logo', 'side', 'languages', 'greeting', 'offlineMessage', 'words', 'departmentIds'],
        'lib/ways-in/widget/endpoints/brand.ts',
      ),
      origins: 'lib/ways-in/widget/frame.ts',
      ...all(['preChat', 'businessHours'], 'lib/chat/conversations/start.ts'),
    },
  ],
  'Setup > Modules, a field': [
    columnsOf(fields),
    {
      label: 'components/fields/field-input.tsx',
      options: 'components/fields/field-input.tsx',
      helpText: 'components/fields/field-input.tsx',
      required: 'lib/crm/records/read-input.ts',
      readOnly: 'lib/crm/records/read-input.ts',
      uniqueValues: 'lib/crm/modules/metadata.ts',
      marked: 'lib/protection/compliance/policy.ts',
      sealed: 'lib/crm/records/prepare.ts',
    },
  ],
  'Setup > Modules, the options of a field': [
    Object.keys(optionsSchema.shape),
    {
      maxLength: 'lib/crm/modules/field-types/text-input.ts',
      size: 'lib/crm/modules/field-types/multi-line.ts',
      pickList: 'lib/crm/modules/field-types/pick-list.ts',
      decimals: 'lib/crm/modules/field-types/number-text.ts',
      currency: 'lib/crm/modules/field-types/currency.ts',
      min: 'lib/crm/modules/field-types/number-text.ts',
      max: 'lib/crm/modules/field-types/number-text.ts',
      ...all(['prefix', 'suffix', 'startNumber'], 'lib/crm/records/references.ts'),
      lookupModule: 'lib/crm/records/names.ts',
    },
  ],
  'Setup > Modules, a module': [
    columnsOf(modules),
    {
      ...all(['singular', 'plural'], 'components/crm/records/list/list-header.tsx'),
      nameFields: 'lib/crm/records/prepare.ts',
      sharing: 'lib/crm/modules/visibility.ts',
      hipaa: 'lib/crm/exports/held.ts',
    },
  ],
  'Setup > API clients': [
    columnsOf(apiClients),
    {
      name: 'lib/admin/api-clients/authenticate.ts',
      ownerId: 'lib/admin/api-clients/authenticate.ts',
      ...all(['scopes', 'allowedIps', 'callsPerMinute'], 'lib/admin/api-clients/authenticate.ts'),
      // Under a name of the function that loads it.
      expiresAt: 'lib/admin/api-clients/authenticate.ts#client_expires_ms',
      ...all(['protectedInAddress', 'purpose'], 'lib/admin/api-clients/authenticate.ts'),
      ...all(['secretInAddress', 'bySecretAlone'], 'lib/admin/api-clients/prove-client.ts'),
    },
  ],
  'Setup > Users, personal settings': [
    columnsOf(users),
    {
      email: 'lib/people/users/sign-in.ts',
      name: 'lib/people/auth/load-context.ts',
      profileId: 'lib/people/auth/person-context.ts',
      roleId: 'lib/people/auth/person-context.ts',
      active: 'lib/people/users/sign-in.ts',
      phiSuspended: 'lib/people/approvals/second-person.ts',
      passwordEndsAt: 'lib/people/users/sign-in.ts',
      timeZone: 'lib/people/auth/load-context.ts',
    },
  ],
  'Setup > Profiles, rights of the organisation': [
    ORG_RIGHTS,
    {
      revealPhi: 'lib/protection/disclose/reveal.ts',
      manageCompliance: 'lib/admin/settings/compliance/change.ts',
      manageModules: 'lib/admin/customization/change.ts',
      manageUsers: 'lib/people/users/create-user.ts',
      ...all(['readLedger', 'readWholeLedger'], 'lib/protection/ledger/sight.ts'),
      exportLedger: 'lib/crm/exports/audit/export.ts',
      manageChat: 'lib/chat/access.ts',
      deleteConversations: 'lib/chat/conversations/delete.ts',
      emergencyAccess: 'lib/crm/emergency/start.ts',
    },
  ],
  'Setup > Profiles, rights in a module': [
    MODULE_RIGHTS,
    {
      view: 'lib/crm/records/list.ts',
      create: 'lib/crm/records/create.ts',
      edit: 'lib/crm/records/update.ts',
      delete: 'lib/crm/records/recycle.ts',
      import: 'lib/crm/imports/rights.ts',
      export: 'lib/crm/exports/records/export.ts',
    },
  ],
};

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe.each(Object.entries(ACTED_BY))('%s', (_, [settings, readers]) => {
  test('has a row here for every setting, and for nothing else', () => {
    expect(Object.keys(readers).sort()).toEqual([...settings].sort());
  });

  test('has a file that acts by each', () => {
    const silent = Object.entries(readers).filter(([name, reader]) => {
      const [file = '', word = `${name}|${snake(name)}`] = reader.split('#');
      return !existsSync(file) || !new RegExp(`\\b(${word})\\b`).test(readFileSync(file, 'utf8'));
    });
    expect(silent).toEqual([]);
  });
});

test('no row of the table of settings is missing above', () => {
  expect(Object.keys(SETTINGS).sort()).toEqual(['second_person', 'session_policy']);
});
