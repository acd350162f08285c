import { setImmediate } from 'node:timers/promises';
import { recordAudit } from '#libs/identity';
import type { FaqImportReport, ImportFaqs } from '#libs/contracts';
import { newId } from '#libs/kernel';
import type { Database, Transaction } from '#libs/persistence';
import type { ArticleIndex } from '../articles/article-index.js';
import { addArticles, changeArticles, holdArticles, type Writer } from '../articles/article-writes.js';
import { givenRows, type GivenRow } from './import-rows.js';
import { planImport, type ImportPlan } from './plan-import.js';
import { readRows, type ReadRow, type RowError } from './read-rows.js';

/** Rows written in one transaction, so that other writers wait for a moment only. */
const BATCH = 500;

type Work = (transaction: Transaction, rows: readonly ReadRow[]) => Promise<ImportPlan>;

/** Brings a tenant's articles in line with rows of JSON or CSV. */
export class ArticleImport {
  constructor(
    private readonly database: Database,
    private readonly index: ArticleIndex,
  ) {}

  /**
   * Imports the good rows and reports the others; resolves when search finds them in this process. Importing the
   * same again changes nothing, which is also the way on after a failure in between.
   * @param dryRun only tells what would happen
   * @throws AppError invalid_request when the body as a whole cannot be read: then nothing is imported
   */
  async run(tenantId: string, writer: Writer, body: ImportFaqs, dryRun: boolean): Promise<FaqImportReport> {
    const given = await givenRows(body);
    const changed: string[] = [];
    const report: FaqImportReport = { created: 0, updated: 0, unchanged: 0, failed: 0, errors: [], dry_run: dryRun };
    const importId = newId();
    const work: Work = (transaction, rows) => (dryRun ? planImport(transaction, tenantId, rows) : importRows(transaction, tenantId, writer, rows, importId));
    try {
      await this.#inBatches(tenantId, given, work, report, changed);
    } catch (error) {
      // What was written before is there to stay.
      if (!dryRun) this.index.changed(tenantId, changed);
      throw error;
    }
    if (dryRun || report.created + report.updated === 0) return report;
    this.index.changed(tenantId, changed);
    await this.index.refresh(tenantId);
    return report;
  }

  async #inBatches(tenantId: string, given: readonly GivenRow[], work: Work, report: FaqImportReport, changed: string[]): Promise<void> {
    const seen = new Map<string, number>();
    for (let at = 0; at < given.length; at += BATCH) {
      const { rows, errors } = readRows(given.slice(at, at + BATCH), seen);
      const plan = await this.database.inTenant(tenantId, (transaction) => work(transaction, rows));
      changed.push(...idsOf(plan.change));
      count(report, plan, [...errors, ...plan.errors]);
      await setImmediate();
    }
  }
}

async function importRows(transaction: Transaction, tenantId: string, writer: Writer, rows: readonly ReadRow[], importId: string): Promise<ImportPlan> {
  await holdArticles(transaction, tenantId);
  const plan = await planImport(transaction, tenantId, rows);
  const { add, change } = plan;
  if (add.length > 0) await addArticles(transaction, tenantId, writer, add);
  if (change.length > 0) await changeArticles(transaction, tenantId, writer, change);
  if (add.length + change.length === 0) return plan;
  await recordAudit(transaction, tenantId, writer, { action: 'faq.imported', subjectKind: 'faq_import', subjectId: importId, detail: { created: idsOf(add), updated: idsOf(change) } });
  return plan;
}

const idsOf = (articles: readonly { id: string }[]): string[] => articles.map(({ id }) => id);

function count(report: FaqImportReport, { add, change, unchanged }: ImportPlan, errors: RowError[]): void {
  report.created += add.length;
  report.updated += change.length;
  report.unchanged += unchanged;
  report.failed += new Set(errors.map(({ row }) => row)).size;
  report.errors.push(...errors.sort((one, other) => one.row - other.row));
}
