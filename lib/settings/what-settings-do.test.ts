/** No setting is there for show: code acts by it, or the screen says that nothing does yet. */
import { existsSync, readFileSync } from 'node:fs';
import { getTableColumns } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { secondPersonSchema } from '../approvals/setting-schema';
import { sessionPolicySchema } from '../auth/session-policy';
import { brandSettingsSchema } from '../chat/setup/brand-schema';
import { chatSettingsSchema } from '../chat/setup/settings-schema';
import { optionsSchema } from '../customization/schemas';
import { apiClients } from '../db/schema/api-clients';
import { complianceSettings } from '../db/schema/compliance';
import { fields, modules } from '../db/schema/modules';
import { users } from '../db/schema/users';
import { MODULE_RIGHTS, ORG_RIGHTS } from '../rights';
import { SETTINGS } from './schemas';

type Readers = Readonly<Record<string, string>>;

/** The parts of a row that no person sets: keys, secrets, times, bookkeeping. */
const BOOKKEEPING = new Set(
  `orgId id moduleId apiName type custom indexSlot deletedAt createdAt updatedAt lastSignInAt position unsealedReason secretHash
  passwordHash revokedAt acceptedAt madeBy askedBy secretDue heldBy settingHolds removedMarks budgetRaises everySealed`.split(
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
    all(['idleMinutes', 'longestHours'], 'lib/auth/session-policy.ts'),
  ],
  'Setup > Security, second person': [
    Object.keys(secondPersonSchema.shape),
    { required: 'lib/approvals/second-person.ts' },
  ],
  'Setup > Compliance settings': [
    columnsOf(complianceSettings),
    {
      ...all(['restrictApi', 'restrictExport', 'restrictZohoApps', 'restrictThirdParty'], 'lib/compliance/policy.ts'),
      hipaaEnabled: 'lib/settings/compliance/enabled.ts',
      holdHours: 'lib/settings/compliance/take-away.ts',
      budgets: 'lib/disclose/budget.ts',
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
      auditDays: 'components/chat-setup/retention/retention-form.tsx',
      ...all(['maxFileMegabytes', 'fileTypes'], 'lib/chat/files/attach.ts'),
      wordSearch: 'lib/chat/messages/words.ts',
    },
  ],
  'Setup > Live chat, brands': [
    Object.keys(brandSettingsSchema.shape),
    {
      ...all(
        ['colour', 'logo', 'side', 'languages', 'greeting', 'offlineMessage', 'words', 'departmentIds'],
        'lib/widget/endpoints/brand.ts',
      ),
      origins: 'lib/widget/frame.ts',
      ...all(['preChat', 'businessHours'], 'lib/chat/conversations/start.ts'),
    },
  ],
  'Setup > Modules, a field': [
    columnsOf(fields),
    {
      label: 'components/fields/field-input.tsx',
      options: 'components/fields/field-input.tsx',
      helpText: 'components/fields/field-input.tsx',
      required: 'lib/records/read-input.ts',
      readOnly: 'lib/records/read-input.ts',
      uniqueValues: 'lib/modules/metadata.ts',
      marked: 'lib/compliance/policy.ts',
      sealed: 'lib/records/prepare.ts',
    },
  ],
  'Setup > Modules, the options of a field': [
    Object.keys(optionsSchema.shape),
    {
      maxLength: 'lib/modules/field-types/text-input.ts',
      size: 'lib/modules/field-types/multi-line.ts',
      pickList: 'lib/modules/field-types/pick-list.ts',
      decimals: 'lib/modules/field-types/number-text.ts',
      currency: 'lib/modules/field-types/currency.ts',
      min: 'lib/modules/field-types/number-text.ts',
      max: 'lib/modules/field-types/number-text.ts',
      ...all(['prefix', 'suffix', 'startNumber'], 'lib/records/references.ts'),
      lookupModule: 'lib/records/names.ts',
    },
  ],
  'Setup > Modules, a module': [
    columnsOf(modules),
    {
      ...all(['singular', 'plural'], 'components/records/list/list-screen.tsx'),
      nameFields: 'lib/records/prepare.ts',
      sharing: 'lib/modules/visibility.ts',
      hipaa: 'lib/exports/held.ts',
    },
  ],
  'Setup > API clients': [
    columnsOf(apiClients),
    {
      name: 'lib/api-clients/authenticate.ts',
      ownerId: 'lib/api-clients/authenticate.ts',
      ...all(['scopes', 'allowedIps', 'callsPerMinute'], 'lib/api-clients/authenticate.ts'),
      // Under a name of the function that loads it.
      expiresAt: 'lib/api-clients/authenticate.ts#client_expires_ms',
      protectedInAddress: 'lib/api-clients/authenticate.ts',
    },
  ],
  'Setup > Users, personal settings': [
    columnsOf(users),
    {
      email: 'lib/users/sign-in.ts',
      name: 'lib/auth/load-context.ts',
      profileId: 'lib/background/job-context.ts',
      roleId: 'lib/background/job-context.ts',
      active: 'lib/users/sign-in.ts',
      phiSuspended: 'lib/approvals/second-person.ts',
      passwordEndsAt: 'lib/users/sign-in.ts',
      timeZone: 'lib/auth/load-context.ts',
    },
  ],
  'Setup > Profiles, rights of the organisation': [
    ORG_RIGHTS,
    {
      revealPhi: 'lib/disclose/reveal.ts',
      manageCompliance: 'lib/settings/compliance/change.ts',
      manageModules: 'lib/customization/change.ts',
      manageUsers: 'lib/users/create-user.ts',
      ...all(['readLedger', 'readWholeLedger'], 'lib/ledger/sight.ts'),
      exportLedger: 'lib/exports/audit/export.ts',
      manageChat: 'lib/chat/access.ts',
      deleteConversations: 'lib/chat/conversations/delete.ts',
    },
  ],
  'Setup > Profiles, rights in a module': [
    MODULE_RIGHTS,
    {
      view: 'lib/records/list.ts',
      create: 'lib/records/create.ts',
      edit: 'lib/records/update.ts',
      delete: 'lib/records/recycle.ts',
      import: 'lib/imports/rights.ts',
      export: 'lib/exports/records/export.ts',
    },
  ],
};

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

describe.each(Object.entries(ACTED_BY))('%s', (_, [settings, readers]) => {
  it('has a row here for every setting, and for nothing else', () => {
    expect(Object.keys(readers).sort()).toEqual([...settings].sort());
  });

  it('has a file that acts by each', () => {
    const silent = Object.entries(readers).filter(([name, reader]) => {
      const [file = '', word = `${name}|${snake(name)}`] = reader.split('#');
      return !existsSync(file) || !new RegExp(`\\b(${word})\\b`).test(readFileSync(file, 'utf8'));
    });
    expect(silent).toEqual([]);
  });
});

describe('a setting that nothing acts by yet', () => {
  it.each([
    [
      'Restrict Data transfer to Zoho apps',
      'lib/settings/compliance/data-flow.ts',
      /No app can be connected yet, so this acts on nothing/,
    ],
    [
      'Keep events of chat for days',
      'components/chat-setup/retention/retention-form.tsx',
      /no entry is ever removed yet, so this acts on nothing/,
    ],
  ])('%s says so on its screen', (_name, file, words) => {
    expect(readFileSync(file, 'utf8')).toMatch(words);
  });

  it('has no row of the table of settings that is not above', () => {
    expect(Object.keys(SETTINGS).sort()).toEqual(['second_person', 'session_policy']);
  });
});
