/**
 * A report as one person may read it. Guarantees: it counts the rows that a list of the same filters shows that person, by fields
 * that are protected from nobody; shared with others, each is shown figures of their own. So a figure tells nothing that its reader
 * could not count in a list, but for those of `whole.ts`, which say less. What is refused is an event.
 */
import { notingRefusal } from '@/lib/crm/records/list-events';
import type { Context } from '@/lib/platform/context';
import { readInOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import type { Figures, StandardReport } from '@/lib/platform/figures';
import type { ReportDefinition } from '@/lib/platform/report-kinds';
import { readCells } from './cells';
import { CONVERSION, CONVERSION_MODULE, countConversion } from './conversion';
import { countableModule, readReport } from './definition';
import type { Countable } from './fields';
import { figuresOf } from './figures';
import { inTurn } from './in-turn';
import { limitReport } from './limit-report';
import { STANDARD } from './standard';
import { countWhole, moduleOfWhole, wholeReport } from './whole';

/**
 * The figures of a definition over a module.
 * @throws forbidden or invalid, naming the field, for what makes no report of the asker; limited after thirty seconds, and where
 * too many reports are waiting.
 */
export function runReport(ctx: Context, moduleName: string, definition: ReportDefinition): Promise<Figures> {
  return notingRefusal(ctx, moduleName, () =>
    inTurn(ctx.actor.id, () =>
      readInOrg(ctx.orgId, async (tx) => count(tx, ctx, await countableModule(tx, ctx, moduleName), definition)),
    ),
  );
}

async function count(tx: Tx, ctx: Context, of: Countable, definition: ReportDefinition): Promise<Figures> {
  const report = readReport(of, definition, ctx.timeZone);
  await limitReport(tx);
  return figuresOf(tx, ctx, { of, report, rows: await readCells(tx, ctx, of, report) });
}

/** One of the reports over modules that every organisation has; null for another's key. @throws not_found; as `runReport` */
export async function runStandard(ctx: Context, key: string): Promise<StandardReport | null> {
  const spec = STANDARD.find((one) => one.key === key);
  if (spec) {
    const { module, definition, ...head } = spec;
    return { ...head, chart: definition.chart, figures: await runReport(ctx, module, definition) };
  }
  const moduleName = key === CONVERSION ? CONVERSION_MODULE : moduleOfWhole(key);
  if (!moduleName) return null;
  return inTurn(ctx.actor.id, () =>
    readInOrg(ctx.orgId, async (tx) => {
      const of = await countableModule(tx, ctx, moduleName);
      if (key === CONVERSION) return countConversion(tx, ctx, of);
      const whole = wholeReport(ctx, of, key);
      if (!whole) throw notFound('The report');
      return countWhole(tx, ctx, of, whole);
    }),
  );
}
