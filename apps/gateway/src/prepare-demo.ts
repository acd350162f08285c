import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeys, StaffDirectory, ensureDemoTenant, type DemoCredentials } from '#libs/identity';
import type { Config } from '#libs/kernel';
import { ArticleStore, loadDemoArticles } from '#libs/knowledge';
import { ComponentTimings } from '#libs/observability';
import { Database } from '#libs/persistence';

/** Makes the demo tenant and its articles, as configured. @returns null where there is to be none */
export async function prepareDemo(context: INestApplicationContext, config: Config): Promise<DemoCredentials | null> {
  return context.get(ComponentTimings).measure('demo-tenant', async () => {
    const demo = await ensureDemoTenant(config, context.get(Database), context.get(ApiKeys), context.get(StaffDirectory));
    if (!demo) return null;
    if (config.SWITCHBOARD_DEMO_DATA === 'all') await loadDemoArticles(context.get(ArticleStore), demo.tenantId);
    return demo.credentials;
  });
}
