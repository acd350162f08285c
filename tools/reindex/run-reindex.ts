import { ArticleStore, connectElasticsearch, ElasticsearchParts, IndexFeed, loadQuestionEncoder, SHIPPED_ENCODER } from '#libs/knowledge';
import { messageOf } from '#libs/kernel';
import { Logger } from '#libs/observability';
import { parseFlags } from '../shared/flags.js';
import { runCommand } from '../shared/run-command.js';
import type { ToolIo } from '../shared/tool-io.js';
import { UsageError } from '../shared/usage-error.js';
import { withDatabase } from '../shared/with-database.js';

const USAGE = `Usage: npm run reindex

Makes the search index at ELASTICSEARCH_URL anew from the articles in the database. Search goes on meanwhile on the
present index, which then gives way to the new one in one moment. It may be interrupted and run again.

Exit code: 0 done, 1 Elasticsearch failed, 2 bad flags or no ELASTICSEARCH_URL, 3 another process is at it.`;

const FLAGS = { help: { type: 'boolean', short: 'h' } } as const;
const EXIT_AT_IT = 3;

/** The reindexing tool: arguments as on the command line; gives the exit code. */
export function runReindex(args: string[], io: ToolIo): Promise<number> {
  return runCommand({ usage: USAGE, readOptions: async (given) => (parseFlags(given, FLAGS).help ? undefined : {}), run: (_, tool) => makeAnew(tool) }, args, io);
}

const makeAnew = ({ stdout, stderr, env }: ToolIo): Promise<number> =>
  withDatabase(env, async (database, { ELASTICSEARCH_URL: url }) => {
    if (!url) throw new UsageError('ELASTICSEARCH_URL is not set: the index in memory needs no reindexing');
    const parts = new ElasticsearchParts(connectElasticsearch(url), new IndexFeed(database), new ArticleStore(database), await loadQuestionEncoder(SHIPPED_ENCODER), new Logger({ level: 'silent', app: 'tool' }));
    try {
      const made = await parts.reindex();
      if (made) stdout.write(`${made.index}: ${made.articles} articles of ${made.tenants} tenants\n`);
      else stderr.write('another process is making the index anew\n');
      return made ? 0 : EXIT_AT_IT;
    } catch (error) {
      stderr.write(`Elasticsearch failed: ${messageOf(error)}\n`);
      return 1;
    } finally {
      await parts.close();
    }
  });
