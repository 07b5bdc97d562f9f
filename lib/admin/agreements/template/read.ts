import { metadataOf } from '@/lib/crm/modules/metadata';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { readInput } from '@/lib/platform/read-input';
import { placeOf } from '@/lib/protection/agreements/destination';
import { mutate } from '@/lib/protection/mutate';
import { connectionsOf } from '../covers';
import type { AgreementKind } from '../kinds';
import { findAgreement, type LockedAgreement } from '../lock';
import { assertKeepsAgreements } from '../rights';
import { type AgreementIdInput, agreementIdSchema } from '../schemas';
import { KNOWN_SERVICES } from '../terms';
import { type Template, templateOf } from './clauses';
import { type TickedElement, tickOff } from './elements';
import { templatePdf } from './pdf';

export interface TemplateDto extends Template {
  elements: TickedElement[];
}

/** The template of an agreement as it is now, with the elements of the rule ticked off. @throws forbidden; not_found */
export async function getTemplate(ctx: Context, input: AgreementIdInput): Promise<TemplateDto> {
  assertKeepsAgreements(ctx);
  const { agreementId } = readInput(agreementIdSchema, input);
  const template = await inOrg(ctx.orgId, async (tx) => readTemplate(tx, await findAgreement(tx, agreementId)));
  return { ...template, elements: tickOff(template.clauses) };
}

/** The same as a PDF; its download is an event. @throws forbidden; not_found; invalid for letters that cannot be set */
export async function downloadTemplate(ctx: Context, input: AgreementIdInput): Promise<Uint8Array> {
  const { agreementId } = readInput(agreementIdSchema, input);
  const attempt = { action: 'agreement.download', subjectId: agreementId, facts: { template: true } } as const;
  return mutate(ctx, attempt, async (tx) => {
    assertKeepsAgreements(ctx);
    const template = await readTemplate(tx, await findAgreement(tx, agreementId));
    const value = await templatePdf(template, clock.now());
    return { value, entries: [attempt] };
  });
}

/** The template of an agreement, from what the organisation and the agreement say. */
export async function readTemplate(tx: Tx, agreement: LockedAgreement): Promise<Template> {
  const { orgName: organisation } = await metadataOf(tx);
  const { party, contactName, contactEmail, startsOn, endsOn, renewal, covers } = agreement;
  const connections = await connectionsOf(
    tx,
    covers.map(({ connectionId }) => connectionId),
  );
  const services = covers.map(({ service, connectionId, destination }) =>
    service === 'connection'
      ? `${connections.get(connectionId)?.name ?? 'a connected app'} at ${placeOf(destination)}`
      : (KNOWN_SERVICES[service] ?? service),
  );
  const kind = agreement.kind as AgreementKind;
  return templateOf({ organisation, party, contactName, contactEmail, kind, startsOn, endsOn, renewal, services });
}
