/**
 * Connected apps from the first connection to the end of the agreement: an administrator connects, switches and signs, an
 * operator works, an officer confirms and looks. What each sink got is compared with what the screens say of it.
 */
import type { Browser, Page } from '@playwright/test';
import { DESK_SETTINGS } from '@/lib/apps/testing/fakes/desk';
import { ZOHO_CREDENTIALS } from '@/lib/apps/testing/fakes/zoho';
import { SECRET } from '@/lib/apps/testing/hook';
import { expectNoViolation, STILL } from './axe';
import { makeClinic } from './clinic';
import { expect, test } from './people';
import { askedOfDesk, everythingAt, type Sinks, sentToDesk, startSinks, toldToLab } from './sinks';

const EMAIL = 'apple@patients.example';
const PHONE = '555-0142';
const ZOHO = 'Restrict data transfer to Zoho apps';
const THIRD_PARTY = 'Restrict data transfer to third party apps';

let sinks: Sinks;
test.beforeAll(async () => {
  sinks = await startSinks();
});
test.afterAll(() => sinks.close());

interface People {
  admin: Page;
  operator: Page;
  officer: Page;
}

test('what a webhook and a Zoho app get follows each switch and the agreement, and every screen says so', async ({
  enter,
  browser,
}) => {
  const clinic = await makeClinic('Connected Clinic', ['Email', 'Phone']);
  const admin = await enter(clinic.admin, STILL);
  await test.step('the administrator connects a webhook', () => connectLab(admin));
  await test.step('the administrator connects Zoho Desk at an address of their own', () => connectDesk(admin));
  const operator = await enter(clinic.operator, STILL);
  const record = await test.step('without an agreement no marked value leaves', () =>
    withoutAgreement(admin, operator));
  await test.step('the administrator writes an agreement, the other side signs it by a link', () =>
    signAgreement(admin, browser, clinic.name));
  const people = { admin, operator, officer: await enter(clinic.officer, STILL) };
  await test.step('an operator does not see connected apps; an officer looks and changes nothing', () =>
    mayLook(people));
  await test.step('an officer confirms it, and both get records whole', () => inForce(people, record));
  await test.step('the switch of Zoho apps closes one, and asks it to remove what it has', () =>
    zohoClosed(people, record));
  await test.step('the switch of third party apps closes the other', () => bothClosed(people, record));
  await test.step('switched off, both open when an officer has confirmed it', () => reopened(people, record));
  await test.step('the last day passes, and both are closed', () => ended(people, record));
  await test.step('the accounting of the patient has what left, each time', () => accounted(people, record));
  await test.step('the ledger has each outcome', () => inLedger(people, record));
  await test.step('the bell tells of the end', () => told(people));
});

async function mayLook({ operator, officer }: People): Promise<void> {
  await operator.goto('/setup/apps');
  await expect(operator.getByRole('heading', { name: 'You may not see this' })).toBeVisible();
  await officer.goto('/setup/apps');
  await expect(officer.getByRole('table', { name: 'Connected apps' })).toContainText('Lab');
  await expect(officer.getByRole('button', { name: /Connect/ })).toHaveCount(0);
}

async function connectLab(admin: Page): Promise<void> {
  await admin.goto('/setup/apps');
  await expect(admin.getByText('Nothing is connected')).toBeVisible();
  await expectNoViolation(admin);
  await admin.getByRole('button', { name: 'Connect Webhook' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Connect Webhook' });
  await dialog.getByLabel('Name').fill('Lab');
  await dialog.getByLabel(/^Address/).fill(sinks.lab.address);
  await dialog.getByLabel('Private addresses that are meant').fill('127.0.0.1');
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog.getByText('Give the Signing secret.')).toBeVisible();
  await dialog.getByLabel(/^Signing secret/).fill(SECRET);
  await expectNoViolation(admin);
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(admin.getByRole('heading', { level: 1, name: 'Lab' })).toBeVisible();
  expect(await admin.content()).not.toContain(SECRET);

  await admin.getByRole('button', { name: 'Add a module' }).click();
  const mapping = admin.getByRole('dialog', { name: 'What Lab gets' });
  await mapping.getByLabel('Module').selectOption({ label: 'Contacts' });
  for (const [row, field] of [
    ['Field 3', 'Email'],
    ['Field 4', 'Phone'],
  ] as const) {
    await mapping.getByRole('button', { name: 'Add a field' }).click();
    await mapping.getByLabel(row).selectOption({ label: field });
    await expect(mapping.getByLabel(`Where ${field} goes`)).toHaveValue(field);
  }
  await expectNoViolation(admin);
  await mapping.getByRole('button', { name: 'Save' }).click();
  const gets = admin.getByRole('table', { name: 'What it gets' });
  await expect(gets).toContainText('Sent without marked fields');
  await expect(gets).toContainText('Phone, withheld');
  await tryOut(admin, 'webhook-signature: ••••');
}

async function connectDesk(admin: Page): Promise<void> {
  await admin.goto('/setup/apps');
  await admin.getByRole('button', { name: 'Connect Zoho Desk' }).click();
  const dialog = admin.getByRole('dialog', { name: 'Connect Zoho Desk' });
  await dialog.getByLabel('Name').fill('Desk');
  await dialog.getByLabel(/^Address/).fill(sinks.desk.address);
  await dialog.getByLabel('Private addresses that are meant').fill('127.0.0.1');
  await dialog.getByLabel('Organization ID').fill(DESK_SETTINGS.orgId);
  await dialog.getByLabel('Client ID').fill(ZOHO_CREDENTIALS.clientId);
  await dialog.getByLabel('Client secret').fill(ZOHO_CREDENTIALS.clientSecret);
  await dialog.getByLabel('Refresh token').fill(ZOHO_CREDENTIALS.refreshToken);
  await dialog.getByLabel('Token address').fill(`${sinks.desk.address}/oauth/v2/token`);
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(admin.getByRole('heading', { level: 1, name: 'Desk' })).toBeVisible();

  await admin.getByRole('button', { name: 'Add a module' }).click();
  const mapping = admin.getByRole('dialog', { name: 'What Desk gets' });
  await mapping.getByLabel('Module').selectOption({ label: 'Contacts' });
  await mapping.getByLabel(/Ask the app to remove what it has/).check();
  await mapping.getByRole('button', { name: 'Save' }).click();
  const gets = admin.getByRole('table', { name: 'What it gets' });
  await expect(gets).toContainText('Email, withheld (needed)');
  await expect(gets).toContainText('Not sent');
  await tryOut(admin, 'authorization: ••••');
}

async function tryOut(admin: Page, hidden: string): Promise<void> {
  await admin.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(admin.getByText('The app answered: address and credentials are right.')).toBeVisible();
  await expect(admin.getByText(hidden)).toBeVisible();
  await admin.getByRole('button', { name: 'Close' }).first().click();
}

/** @returns the address of the record. */
async function withoutAgreement(admin: Page, operator: Page): Promise<string> {
  await operator.goto('/m/Contacts/new');
  await operator.getByLabel('First Name').fill('Uncovered');
  await operator.getByLabel('Last Name').fill('Applestone');
  await operator.getByLabel('Email', { exact: true }).fill(EMAIL);
  await operator.getByLabel('Phone', { exact: true }).fill(PHONE);
  await operator.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(operator.getByRole('heading', { level: 1, name: 'Uncovered Applestone' })).toBeVisible();
  expect(await toldToLab(sinks, 'Uncovered')).toEqual({
    type: 'contacts.created',
    values: { First_Name: 'Uncovered', Last_Name: 'Applestone' },
  });

  await operator.reload();
  await operator.getByRole('button', { name: 'What would Lab receive?' }).click();
  const simulated = operator.getByRole('dialog', { name: 'What would Lab receive?' });
  await expect(simulated.getByText(/no agreement in force covers this app/)).toBeVisible();
  await expect(simulated.getByRole('row', { name: /Phone/ }).getByText('Withheld')).toBeVisible();
  await expect(simulated.getByRole('row', { name: /Last Name/ }).getByText('Applestone')).toBeVisible();
  await expectNoViolation(operator);

  await openConnection(admin, 'Lab');
  const history = admin.getByRole('table', { name: 'History' });
  await expect(history.getByText('Sent without marked fields')).toBeVisible();
  await expect(history.getByText('Withheld: Email, Phone')).toBeVisible();
  await expectNoViolation(admin);
  await untilNotSent(admin, 'Desk', 1);
  expect(askedOfDesk(sinks)).toEqual([]);
  expect(everythingAt(sinks)).not.toMatch(new RegExp(`${EMAIL}|${PHONE}`));

  await expectFlow(admin, {
    Lab: ['without', 'Email, Phone', 'None in force'],
    Desk: ['closed', 'Contacts: it cannot do without Email', 'None in force'],
  });
  await expectNoViolation(admin);
  return new URL(operator.url()).pathname;
}

async function signAgreement(admin: Page, browser: Browser, clinicName: string): Promise<void> {
  await admin.goto('/setup/agreements');
  await expect(admin.getByText('No agreement yet')).toBeVisible();
  await expectNoViolation(admin);
  await admin.getByRole('link', { name: 'New agreement' }).click();
  await admin.getByRole('button', { name: 'Add agreement' }).click();
  await expect(admin.getByText('Give the name of the other party.')).toBeVisible();
  await expectNoViolation(admin);
  await admin.getByLabel('Party').fill('Relay Inc.');
  await admin.getByRole('textbox', { name: 'Contact', exact: true }).fill('Rita Relay');
  await admin.getByLabel('E-mail of the contact').fill('rita@relay.example');
  await admin.getByLabel('First day').fill('2026-01-01');
  for (const what of ['Lab', 'Desk', 'Mail relay']) await admin.getByRole('checkbox', { name: what }).check();
  await admin.getByRole('button', { name: 'Add agreement' }).click();
  await expect(admin.getByRole('heading', { name: 'Relay Inc.' })).toBeVisible();
  await admin.getByText('Read the text').click();
  await expect(admin.getByText('return or destroy all PHI received from')).toBeVisible();
  await expect(admin.getByText('(12 of 12 said)')).toBeVisible();
  await expectNoViolation(admin);

  await admin.getByRole('button', { name: 'Send for signing' }).click();
  const send = admin.getByRole('dialog', { name: 'Send for signing' });
  await send.getByLabel('Your title').fill('Head of Compliance');
  await expectNoViolation(admin);
  await send.getByRole('button', { name: 'Sign and make the link' }).click();
  const made = admin.getByRole('dialog', { name: 'The link is made' });
  await expect(made.getByRole('code')).toHaveCount(2);
  const [link = '', secret = ''] = await made.getByRole('code').allTextContents();
  await made.getByRole('button', { name: 'Done' }).click();
  const rita = await (await browser.newContext({ ...STILL, viewport: { width: 390, height: 800 } })).newPage();
  await rita.goto(link);
  await signAsRita(rita, secret, clinicName);
  await rita.context().close();
  await admin.reload();
  await expect(admin.getByText('Waits for a second person').first()).toBeVisible();
}

async function signAsRita(rita: Page, secret: string, clinicName: string): Promise<void> {
  await rita.getByLabel('Secret').fill('AAAAA-AAAAA');
  await rita.getByRole('button', { name: 'Open the agreement' }).click();
  await expect(rita.getByText('This is not the secret. Tries left: 4.')).toBeVisible();
  await rita.getByLabel('Secret').fill(secret);
  await rita.getByRole('button', { name: 'Open the agreement' }).click();
  await expect(rita.getByRole('heading', { name: `Agreement between ${clinicName}` })).toBeVisible();
  await expect(rita.getByText('the mail relay')).toBeVisible();
  expect(await rita.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await expectNoViolation(rita);
  await rita.getByLabel('Your name').fill('Rita Relay');
  await rita.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(rita.getByText('Give your title.')).toBeVisible();
  await rita.getByLabel('Your title').fill('CEO');
  await rita.getByLabel(/I have read this agreement/).check();
  await rita.getByRole('button', { name: 'Sign', exact: true }).click();
  await expect(rita.getByRole('heading', { name: 'Signed' })).toBeVisible();
  const download = rita.waitForEvent('download');
  await rita.getByRole('button', { name: 'Download the signed file' }).click();
  expect((await download).suggestedFilename()).toBe('agreement-signed.pdf');
  await expectNoViolation(rita);
}

async function inForce(people: People, record: string): Promise<void> {
  const { admin, officer } = people;
  await officer.goto('/setup/approvals');
  const opens = /The agreement with Relay Inc. opens doors(?=.*Lab \(http)(?=.*Desk \(http).*the mail relay/;
  await expect(officer.getByRole('heading', { name: opens })).toBeVisible();
  await officer.getByRole('button', { name: 'Confirm' }).click();
  await expect(officer.getByText('Nothing waits')).toBeVisible();
  await officer.goto('/setup/agreements');
  await expect(officer.getByRole('row', { name: /Relay Inc\./ })).toContainText('In force');
  await expectNoViolation(officer);

  await rename(people, record, 'Covered');
  expect((await toldToLab(sinks, 'Covered')).values).toMatchObject({ Email: EMAIL, Phone: PHONE });
  const { asked, contact } = await sentToDesk(sinks, 'Covered');
  expect(asked).toBe('POST /api/v1/contacts');
  expect(contact).toMatchObject({ email: EMAIL, phone: PHONE });
  await expectFlow(admin, {
    Lab: ['whole', 'Relay Inc.'],
    Desk: ['whole', 'Relay Inc.'],
  });
}

async function zohoClosed(people: People, record: string): Promise<void> {
  const { admin, officer } = people;
  await close(admin, ZOHO, 'Desk gets no Contacts any more: it cannot do without Email.');
  await rename(people, record, 'Zoho closed');
  expect((await toldToLab(sinks, 'Zoho closed')).values).toMatchObject({ Email: EMAIL, Phone: PHONE });
  await expect.poll(() => askedOfDesk(sinks)).toEqual(['POST /api/v1/contacts', 'POST /api/v1/contacts/moveToTrash']);
  await people.operator.reload();
  await expect(people.operator.getByText('It had the record, and was asked to remove it.')).toBeVisible();
  await expectFlow(officer, {
    Lab: ['whole', 'Relay Inc.'],
    Desk: ['closed', 'Contacts: it cannot do without Email', 'Relay Inc.'],
  });
}

async function bothClosed(people: People, record: string): Promise<void> {
  const { admin } = people;
  await close(admin, THIRD_PARTY, 'Lab gets Contacts without Email, Phone.');
  await rename(people, record, 'Both closed');
  const { values } = await toldToLab(sinks, 'Both closed');
  expect(values).toEqual({ First_Name: 'Both closed', Last_Name: 'Applestone' });
  await untilNotSent(admin, 'Desk', 4);
  expect(askedOfDesk(sinks)).toHaveLength(2);
}

async function reopened(people: People, record: string): Promise<void> {
  const { admin, officer } = people;
  await admin.goto('/setup/compliance/hipaa');
  for (const [door, line] of [
    [ZOHO, /^By the agreement with Relay Inc\., Desk gets Email, Phone of Contacts\.$/],
    [THIRD_PARTY, /^By the agreement with Relay Inc\., Lab gets Email, Phone of Contacts\.$/],
  ] as const) {
    await admin.getByRole('switch', { name: door }).click();
    const ask = admin.getByRole('alertdialog', { name: 'Let personal health data leave?' });
    await expect(ask.getByRole('listitem').filter({ hasText: line })).toBeVisible();
    await ask.getByRole('button', { name: 'Stop restricting' }).click();
    await expect(ask).toHaveCount(0);
  }
  await expect(admin.getByText('Switched off, and closed until that is confirmed')).toHaveCount(2);
  await officer.goto('/setup/approvals');
  const confirm = officer.getByRole('button', { name: 'Confirm' });
  await expect(confirm).toHaveCount(2);
  await confirm.first().click();
  await expect(confirm).toHaveCount(1);
  await confirm.click();
  await expect(officer.getByText('Nothing waits')).toBeVisible();
  await rename(people, record, 'Reopened');
  expect((await toldToLab(sinks, 'Reopened')).values).toMatchObject({ Email: EMAIL, Phone: PHONE });
  expect((await sentToDesk(sinks, 'Reopened')).contact).toMatchObject({ email: EMAIL, phone: PHONE });
}

async function ended(people: People, record: string): Promise<void> {
  const { admin, officer } = people;
  await admin.goto('/setup/agreements');
  await admin.getByRole('link', { name: 'Relay Inc.' }).click();
  await admin.getByRole('button', { name: 'Withdraw' }).click();
  const ask = admin.getByRole('alertdialog');
  await expect(ask).toContainText(/No other agreement covers this: (?=.*Lab)(?=.*Desk).*the mail relay\./);
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await admin.getByRole('button', { name: 'Edit' }).click();
  await admin.getByLabel('Last day').fill('2026-01-31');
  await admin.getByRole('button', { name: 'Save' }).click();
  await expect(admin.getByText('What it covered gets no health data any more. Edit it to prolong it.')).toBeVisible();
  await expectNoViolation(admin);

  await rename(people, record, 'Ended');
  const { values } = await toldToLab(sinks, 'Ended');
  expect(values).toEqual({ First_Name: 'Ended', Last_Name: 'Applestone' });
  await expect
    .poll(() => askedOfDesk(sinks).slice(2))
    .toEqual(['POST /api/v1/contacts', 'POST /api/v1/contacts/moveToTrash']);
  for (const page of [admin, officer]) {
    await expectFlow(page, {
      Lab: ['without', 'Email, Phone', 'None in force'],
      Desk: ['closed', 'Contacts: it cannot do without Email', 'None in force'],
    });
  }
  await expectNoViolation(officer);
}

async function accounted({ admin, operator, officer }: People, record: string): Promise<void> {
  await operator.getByRole('link', { name: 'Accounting of disclosures' }).click();
  await officer.goto(`/audit?range=all&record=${record.split('/').at(-1)}`);
  await officer.getByRole('link', { name: 'Accounting of disclosures' }).click();
  await admin.goto(`${record}/accounting`);
  for (const page of [operator, officer, admin]) {
    const lines = page.getByRole('table', { name: 'Disclosures' });
    const lab = lines.getByRole('row', { name: /Lab \(Webhook\)/ });
    await expect(lab).toContainText('Contacts: Email, Phone');
    await expect(lab).toContainText('3 times');
    await expect(lab).toContainText(new URL(sinks.lab.address).origin);
    const desk = lines.getByRole('row', { name: /Desk \(Zoho Desk\)/ });
    await expect(desk).toContainText('Contacts: Email, Phone');
    await expect(desk).toContainText('2 times');
    expect(await page.content()).not.toContain(PHONE);
  }
}

async function inLedger({ admin, officer }: People, record: string): Promise<void> {
  for (const page of [officer, admin]) {
    await page.goto(`/audit?range=all&action=group:apps&record=${record.split('/').at(-1)}`);
    const entries = page.getByRole('table', { name: 'Audit log entries' }).getByRole('row');
    for (const [what, times] of [
      ['Sent a record to an app', 5],
      ['Sent a record to an app without health data', 3],
      ['Asked an app to remove a record', 2],
    ] as const) {
      await expect(entries.filter({ has: page.getByText(what, { exact: true }) })).toHaveCount(times);
    }
    const withheld = entries.filter({ hasText: 'Did not send a record to an app, because of health data' });
    await expect(withheld.first()).toBeVisible();
    await page.goto('/audit?range=all&action=group:apps');
    for (const what of [
      'Connected an app',
      'Signed an agreement',
      'Put an agreement in force',
      'Changed an agreement',
    ]) {
      await expect(entries.filter({ hasText: what }).first()).toBeVisible();
    }
  }
}

/** The worker tells of an agreement's end by the minute. */
async function told({ admin, officer }: People): Promise<void> {
  const end = 'The agreement with Relay Inc. has ended. What it covered gets no health data any more.';
  for (const page of [admin, officer]) {
    await expect(async () => {
      await page.goto('/notices');
      await expect(page.getByRole('link', { name: end })).toBeVisible({ timeout: 15_000 });
    }).toPass({ timeout: 300_000 });
    for (const app of ['Lab', 'Desk']) {
      await expect(
        page.getByRole('link', { name: `No agreement covers the connected app “${app}” any more` }),
      ).toHaveCount(1);
    }
    await expect(page.getByRole('link', { name: /^Notices: \d+ unread$/ })).toBeVisible();
  }
  await admin.goto('/audit?range=all&action=agreement.end');
  await expect(admin.getByRole('table', { name: 'Audit log entries' })).toContainText('its last day had passed');
}

/** Gives the record another first name, by which what is sent of it is known. */
async function rename({ operator }: People, record: string, firstName: string): Promise<void> {
  await operator.goto(`${record}/edit`);
  await operator.getByLabel('First Name').fill(firstName);
  await operator.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(operator.getByRole('heading', { level: 1, name: `${firstName} Applestone` })).toBeVisible();
}

async function close(admin: Page, door: string, line: string): Promise<void> {
  await admin.goto('/setup/compliance/hipaa');
  await admin.getByRole('switch', { name: door }).click();
  const ask = admin.getByRole('alertdialog', { name: 'Close this door?' });
  await expect(ask.getByRole('listitem').filter({ hasText: line })).toBeVisible();
  await ask.getByRole('button', { name: 'Restrict' }).click();
  await expect(ask).toHaveCount(0);
  await expect(admin.getByRole('switch', { name: door })).toBeChecked();
}

/** What the map says of an app that gets all, what is not marked, or nothing. */
const IN_MAP = {
  whole: (name: string) => `${name} gets records whole`,
  without: (name: string) => `${name} gets records without marked fields`,
  closed: (name: string) => `${name} gets nothing: the door is closed`,
};

/** What map and table say of each app. */
async function expectFlow(
  page: Page,
  said: Record<string, readonly [look: keyof typeof IN_MAP, ...table: string[]]>,
): Promise<void> {
  await page.goto('/setup/compliance/hipaa');
  const flow = page.getByRole('table', { name: 'What leaves through each door and to each app' });
  for (const [name, [look, ...table]] of Object.entries(said)) {
    await expect(page.getByRole('img', { name: IN_MAP[look](name) })).toBeVisible();
    for (const words of table)
      await expect(flow.getByRole('row', { name: new RegExp(`^${name}`) })).toContainText(words);
  }
}

async function openConnection(page: Page, name: string): Promise<void> {
  await page.goto('/setup/apps');
  await page.getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** That the newest of at least so many changes was not sent. */
async function untilNotSent(admin: Page, name: string, changes: number): Promise<void> {
  await openConnection(admin, name);
  const rows = admin.getByRole('table', { name: 'History' }).getByRole('row');
  await expect(async () => {
    await admin.reload();
    await expect(rows.nth(changes)).toBeVisible({ timeout: 15_000 });
    await expect(rows.nth(1)).toContainText('Not sent', { timeout: 15_000 });
    await expect(rows.nth(1)).toContainText('may not leave', { timeout: 15_000 });
  }).toPass({ timeout: 300_000 });
}
