/** Unmark, read, restore: an administrator who switches HIPAA off and on again shows nobody anything. */
import type { Page } from '@playwright/test';
import postgres from 'postgres';
import { type Clinic, makeClinic } from './clinic';
import { databaseUrls } from './fixtures';
import { expect, test } from './people';

const PHONE = '555-010-4477';

let clinic: Clinic;
test.beforeAll(async () => {
  clinic = await makeClinic('Unmark Clinic', ['Phone']);
});

/** The actions of the clinic's people since a moment, oldest first. */
async function actsSince(since: Date): Promise<{ action: string; actor: string; fields: string[] }[]> {
  const sql = postgres(databaseUrls().owner, { max: 1 });
  try {
    return await sql`
      select l.action, l.actor_name as actor, l.fields from ledger_entries l
      join users u on u.org_id = l.org_id and u.email = ${clinic.admin.email}
      where l.at > ${since} order by l.id`;
  } finally {
    await sql.end();
  }
}

const typeToConfirm = async (page: Page, title: string, text: string, button: string) => {
  const dialog = page.getByRole('alertdialog', { name: title }).or(page.getByRole('dialog', { name: title }));
  await expect(dialog).toContainText('stay protected until Otto Officer confirms, or for 24 hours');
  await dialog.getByRole('textbox').fill(text);
  await dialog.getByRole('button', { name: button }).click();
  await expect(dialog).toHaveCount(0);
};

test('off, on, open, restore: nothing is shown in clear, the ledger names each act, and an officer’s word shows it', async ({
  enter,
}) => {
  const [admin, operator, officer] = [
    await enter(clinic.admin),
    await enter(clinic.operator),
    await enter(clinic.officer),
  ];
  await operator.goto('/m/Contacts/new');
  await operator.getByLabel('Last Name').fill('Unmarked');
  await operator.getByLabel('Phone', { exact: true }).fill(PHONE);
  await operator.getByRole('button', { name: 'Save' }).click();
  await expect(operator.getByRole('heading', { level: 1, name: 'Unmarked' })).toBeVisible();
  const record = new URL(operator.url()).pathname;
  const since = new Date();

  const expectHidden = async () => {
    for (const page of [admin, operator]) {
      for (const address of [record, `${record}/edit`, '/m/Contacts?columns=Phone']) {
        await page.goto(address);
        await expect(page.getByText('Unmarked').first()).toBeVisible();
        expect(await page.content()).not.toContain(PHONE);
      }
    }
  };

  await test.step('the administrator switches HIPAA off and on, opens the patient, and restores', async () => {
    await admin.goto('/setup/compliance/hipaa');
    const hipaa = admin.getByRole('switch', { name: 'Enable HIPAA Compliance Settings' });
    await hipaa.click();
    await typeToConfirm(admin, 'Switch HIPAA compliance off?', clinic.name, 'Switch off');
    const still = admin.getByRole('list', { name: 'Protected still' });
    await expect(still).toContainText('HIPAA compliance switched off: 1 field, notes and files of Contacts');
    await expect(admin.getByText(/^Protected until that is/)).toContainText('any compliance officer can stop it.');
    await expectHidden();
    await admin.goto('/setup/compliance/hipaa');
    await hipaa.click();
    await expect(hipaa).toBeChecked();
    await expectHidden();
    await admin.goto('/setup/compliance/hipaa');
    await admin.getByRole('button', { name: 'Restore the marks of Contacts' }).click();
    await expect(admin.getByText('Restored 1 mark.')).toBeVisible();
    await expect(still).toHaveCount(0);
    await expectHidden();
  });

  await test.step('the ledger names each act, and who looked at whom', async () => {
    const acts = await actsSince(since);
    const settings = acts.filter(({ action }) => /^(compliance|approval)\./.test(action)).map(({ action }) => action);
    expect(settings).toEqual([
      'compliance.update',
      'approval.ask',
      'compliance.update',
      'compliance.restore_marks',
      'approval.stop',
    ]);
    const views = acts.filter(({ action, fields }) => action === 'record.view' && fields.includes('Phone'));
    expect(new Set(views.map(({ actor }) => actor))).toEqual(new Set(['Ada Admin', 'Olga Operator']));
  });

  await test.step('unmarked and confirmed by the officer, the value shows', async () => {
    await admin.goto('/setup/compliance/hipaa');
    await admin.getByRole('checkbox', { name: 'Contacts' }).click();
    await typeToConfirm(admin, 'Deselect Contacts?', 'Contacts', 'Deselect');
    await expectHidden();
    await officer.goto('/setup/approvals');
    const waiting = officer.getByRole('region', { name: /^Contacts deselected from HIPAA: 1 field/ });
    await waiting.getByRole('button', { name: 'Confirm' }).click();
    await expect(waiting).toHaveCount(0);
    await operator.goto(record);
    await expect(operator.getByText(PHONE).first()).toBeVisible();
  });
});
