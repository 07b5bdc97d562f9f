/** All reports that somebody may read, of every slice that counts, and each with its figures. */
import { countAudit, listAuditReports } from '@/lib/admin/audit/reports/count';
import { countChats, listChatReports } from '@/lib/chat/reports/count';
import { dashboardOf } from '@/lib/crm/reports/dashboard';
import { getReport, listReports, listStandard, type SavedReport } from '@/lib/crm/reports/queries';
import { runReport, runStandard } from '@/lib/crm/reports/run';
import type { Context } from '@/lib/platform/context';
import { notFound } from '@/lib/platform/errors';
import type { Figures, ReportHead, StandardReport } from '@/lib/platform/figures';
import { isId } from '@/lib/platform/ids';
import { answerList, type Listed } from './answer-list';

export interface ShownReport extends ReportHead {
  chart: StandardReport['chart'];
  /** Null of one that every organisation has. */
  saved: SavedReport | null;
  answer: Listed<Figures>;
}

export interface ReportList {
  standard: ReportHead[];
  saved: SavedReport[];
}

/** The heads of all reports that the asker may read. */
export async function listAllReports(ctx: Context): Promise<ReportList> {
  const [ofModules, saved] = await Promise.all([listStandard(ctx), listReports(ctx)]);
  return { standard: [...ofModules, ...listChatReports(ctx), ...listAuditReports(ctx)], saved };
}

/** One report with its figures, by its id or its key. @throws not_found; forbidden */
export async function showReport(ctx: Context, key: string): Promise<ShownReport> {
  if (!isId(key)) return showStandard(ctx, key);
  const saved = await getReport(ctx, key);
  const { name, words, folder, definition } = saved;
  const answer = await answerList(() => runReport(ctx, saved.module.apiName, definition));
  return { key, name, words, folder, chart: definition.chart, saved, answer };
}

async function showStandard(ctx: Context, key: string): Promise<ShownReport> {
  const { standard } = await listAllReports(ctx);
  const head = standard.find((one) => one.key === key);
  if (!head) throw notFound('The report');
  let chart: StandardReport['chart'] = { kind: 'none', measure: 0 };
  const answer = await answerList(async () => {
    const found = (await runStandard(ctx, key)) ?? (await countChats(ctx, key)) ?? (await countAudit(ctx, key));
    if (!found) throw notFound('The report');
    chart = found.chart;
    return found.figures;
  });
  return { ...head, chart, saved: null, answer };
}

/** The reports of somebody's dashboard, in order, as far as they may read them. */
export async function listDashboard(ctx: Context): Promise<{ cards: ReportHead[]; all: ReportList }> {
  const [all, keys] = await Promise.all([listAllReports(ctx), dashboardOf(ctx)]);
  const heads = [...all.standard, ...all.saved];
  const chosen = keys ?? all.standard.slice(0, 4).map(({ key }) => key);
  return { cards: chosen.flatMap((key) => heads.find((head) => head.key === key) ?? []), all };
}
