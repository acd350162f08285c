import { Global, Module } from '@nestjs/common';
import { projectPath } from '#libs/kernel';
import { ComponentTimings, Logger } from '#libs/observability';
import { Database } from '#libs/persistence';
import { BudgetStandings } from './budgets/budget-standing.js';
import { Budgets } from './budgets/budgets.js';
import { SpentSums } from './budgets/spent-sums.js';
import { UsageLedger } from './ledger/usage-ledger.js';
import { PriceBook } from './prices/price-book.js';
import { loadPriceFile } from './prices/price-file.js';
import { Prices } from './prices/prices.js';
import { UsageReports } from './reports/usage-reports.js';

const PRICE_FILE = projectPath('data', 'model-prices.json');

@Global()
@Module({
  providers: [
    {
      provide: PriceBook,
      inject: [ComponentTimings],
      useFactory: (timings: ComponentTimings) => timings.measure('model-prices', async () => new PriceBook(await loadPriceFile(PRICE_FILE))),
    },
    { provide: Prices, inject: [Database, PriceBook], useFactory: (database: Database, book: PriceBook) => new Prices(database, book) },
    { provide: SpentSums, inject: [Database], useFactory: (database: Database) => new SpentSums(database) },
    {
      provide: UsageLedger,
      inject: [Database, Prices, SpentSums],
      useFactory: (database: Database, prices: Prices, spent: SpentSums) => new UsageLedger(database, prices, spent),
    },
    {
      provide: Budgets,
      inject: [Database, SpentSums, Logger],
      useFactory: (database: Database, spent: SpentSums, logger: Logger) => new Budgets(database, new BudgetStandings(database, spent, logger)),
    },
    { provide: UsageReports, inject: [Database], useFactory: (database: Database) => new UsageReports(database) },
  ],
  exports: [Prices, UsageLedger, Budgets, UsageReports],
})
export class CostModule {}
